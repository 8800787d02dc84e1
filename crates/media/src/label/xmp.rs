//! The label as an XMP packet, the way the committee behind the standard writes it into pictures (TC260-PG-20258A).

/// The name space of the label's property.
pub(super) const NAMESPACE: &str = "http://www.tc260.org.cn/ns/AIGC/1.0/";

/// A packet with the label and nothing else.
pub(super) fn packet(json: &str) -> String {
    format!(
        "<?xpacket begin=\"\u{feff}\" id=\"W5M0MpCehiHzreSzNTczkc9d\"?>\
         <x:xmpmeta xmlns:x=\"adobe:ns:meta/\">\
         <rdf:RDF xmlns:rdf=\"http://www.w3.org/1999/02/22-rdf-syntax-ns#\">\
         <rdf:Description rdf:about=\"\" xmlns:TC260=\"{NAMESPACE}\">\
         <TC260:AIGC>{}</TC260:AIGC>\
         </rdf:Description></rdf:RDF></x:xmpmeta><?xpacket end=\"w\"?>",
        escaped(json)
    )
}

/// Whether a packet is a label of ours.
pub(super) fn is_label(packet: &[u8]) -> bool {
    packet.windows(NAMESPACE.len()).any(|part| part == NAMESPACE.as_bytes())
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_packet_holds_the_label_as_text() {
        let packet = packet("{\"a\":\"<&>\"}");
        assert!(packet.contains("<TC260:AIGC>{\"a\":\"&lt;&amp;&gt;\"}</TC260:AIGC>"));
        assert!(is_label(packet.as_bytes()) && !is_label(b"<theirs/>"));
    }
}
