//! The contract suites of the testkit.

mod disk {
    use crate::fresh::disk as fresh;
    xinggen_testkit::blob_contract!(fresh);
}

mod memory {
    use crate::fresh::memory as fresh;
    xinggen_testkit::blob_contract!(fresh);
}

mod scratch {
    use std::path::{Path, PathBuf};
    use xinggen_domain::{
        error::BlobError,
        ports::{Scratch, ScratchFolder},
    };
    use xinggen_storage::TempScratch;
    use xinggen_testkit::TestFolder;

    /// Scratch below a root that goes with it.
    struct Rooted {
        scratch: TempScratch,
        _root: TestFolder,
    }

    #[async_trait::async_trait]
    impl Scratch for Rooted {
        async fn folder(&self) -> Result<Box<dyn ScratchFolder>, BlobError> {
            self.scratch.folder().await
        }
    }

    async fn fresh() -> Rooted {
        let root = TestFolder::new().expect("a folder");
        let below: PathBuf = Path::new(root.path()).join("made").join("on demand");
        Rooted { scratch: TempScratch::new(&below), _root: root }
    }

    xinggen_testkit::scratch_contract!(fresh);
}
