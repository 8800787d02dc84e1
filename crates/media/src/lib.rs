//! Ports on ffmpeg: camera moves, subtitles, composition, posters, labels.
