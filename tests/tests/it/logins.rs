//! The settings that give each part of the work on PostgreSQL a login of its own. What each may do there is shown by
//! the database tests.

use crate::site::Site;

fn refused(site: &Site) -> String {
    let output = site.command(&["migrate"]).output().expect("the binary starts");
    assert!(!output.status.success(), "{}", String::from_utf8_lossy(&output.stdout));
    String::from_utf8_lossy(&output.stderr).into_owned()
}

#[tokio::test(flavor = "multi_thread")]
async fn each_login_is_used_for_its_part() {
    let mut site = Site::on_postgres(&[]).await;
    let superuser = site.database_url();
    site.set("XINGGEN__DATABASE__SYSTEM_URL", &superuser);
    let told = refused(&site);
    assert!(told.contains("set database.migrate_url and run xinggen migrate"), "{told}");
    site.set("XINGGEN__DATABASE__MIGRATE_URL", &superuser);
    let told = refused(&site);
    assert!(told.contains("sees more than one tenant's rows although database.system_url is set"), "{told}");
    assert!(site.number("SELECT count(*) FROM seaql_migrations").await > 2, "the owner has migrated");
    site.remove().await;
}
