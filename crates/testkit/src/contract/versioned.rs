//! What every repository of versioned rows must do, written once.

// `$rows` makes rows with their parents (every field set in one of them, every option empty in another);
// `$change` changes every field that a save writes.
macro_rules! versioned_cases {
    ($repository:ident, $rows:path, $change:path) => {
        /// Every field survives, set or empty.
        pub async fn comes_back_as_it_was_added(store: &dyn $crate::contract::StoreHarness) -> Outcome {
            let kit = Kit::new(store).await?;
            for row in $rows(&kit).await? {
                let mut tx = kit.begin().await?;
                tx.$repository().add(row.clone()).await?;
                assert_eq!(
                    tx.$repository().get(row.id).await?,
                    Some(row.clone()),
                    "a transaction sees what it wrote"
                );
                tx.commit().await?;
                assert_eq!(
                    kit.read().await?.$repository().get(row.id).await?,
                    Some(row),
                    "a row comes back as it was added"
                );
            }
            Ok(())
        }

        /// An id that was never added finds nothing, without an error.
        pub async fn an_unknown_id_finds_nothing(store: &dyn $crate::contract::StoreHarness) -> Outcome {
            let kit = Kit::new(store).await?;
            let absent = kit.build.id();
            assert_eq!(kit.begin().await?.$repository().get(absent).await?, None, "nothing has this id");
            Ok(())
        }

        /// A save writes every field that can change, and counts the version up in the row and in the store.
        pub async fn a_save_writes_all_and_counts_up(store: &dyn $crate::contract::StoreHarness) -> Outcome {
            let kit = Kit::new(store).await?;
            for mut row in $rows(&kit).await? {
                let mut tx = kit.begin().await?;
                tx.$repository().add(row.clone()).await?;
                tx.commit().await?;
                let before = row.version;
                $change(&mut row);
                let mut tx = kit.begin().await?;
                tx.$repository().save(&mut row).await?;
                assert_eq!(row.version, before + 1, "a save counts the version up in the row");
                tx.$repository().save(&mut row).await?;
                assert_eq!(row.version, before + 2, "the row can be saved again at once");
                tx.commit().await?;
                assert_eq!(
                    kit.read().await?.$repository().get(row.id).await?,
                    Some(row),
                    "the store has what was saved"
                );
            }
            Ok(())
        }

        /// A save with an old version is refused, poisons its transaction and changes nothing.
        pub async fn a_stale_save_is_refused(store: &dyn $crate::contract::StoreHarness) -> Outcome {
            let kit = Kit::new(store).await?;
            let row = $rows(&kit).await?.remove(0);
            let mut tx = kit.begin().await?;
            tx.$repository().add(row.clone()).await?;
            let (mut first, mut second) = (row.clone(), row);
            tx.$repository().save(&mut first).await?;
            tx.commit().await?;

            let mut tx = kit.begin().await?;
            $change(&mut second);
            $crate::contract::stale(tx.$repository().save(&mut second).await, "a save with an old version")?;
            kit.check_poisoned(tx).await?;
            assert_eq!(
                kit.read().await?.$repository().get(first.id).await?,
                Some(first),
                "a refused save changes nothing"
            );
            Ok(())
        }

        /// A save of a row that is not there is refused and adds nothing.
        pub async fn a_save_of_nothing_is_refused(store: &dyn $crate::contract::StoreHarness) -> Outcome {
            let kit = Kit::new(store).await?;
            let mut row = $rows(&kit).await?.remove(0);
            let mut tx = kit.begin().await?;
            $crate::contract::stale(tx.$repository().save(&mut row).await, "a save of an absent row")?;
            drop(tx);
            assert_eq!(
                kit.read().await?.$repository().get(row.id).await?,
                None,
                "a refused save adds nothing"
            );
            Ok(())
        }
    };
}
pub(crate) use versioned_cases;
