//! The tables of each version, in this program: it makes them by itself.

use futures_util::future::BoxFuture;
use sqlx::AnyPool;
use sqlx::SqlSafeStr;
use sqlx::error::BoxDynError;
use sqlx::migrate::{MigrateError, Migration, MigrationSource, MigrationType, Migrator};

/// The steps to the tables of today, each with its number, its name and its statements.
#[derive(Debug, Clone, Copy)]
pub(super) struct Migrations(&'static [(i64, &'static str, &'static str)]);

pub(super) const SQLITE: Migrations = Migrations(&[(
    1,
    "registry and log",
    include_str!("../../migrations/sqlite/0001_registry_and_log.sql"),
)]);

pub(super) const POSTGRES: Migrations = Migrations(&[(
    1,
    "registry and log",
    include_str!("../../migrations/postgres/0001_registry_and_log.sql"),
)]);

impl Migrations {
    /// Takes the steps that have not been taken; of several instances that start at once one does.
    pub(super) async fn run(self, pool: &AnyPool) -> Result<(), MigrateError> {
        Migrator::new(self).await?.run(pool).await
    }
}

impl MigrationSource<'static> for Migrations {
    fn resolve(self) -> BoxFuture<'static, Result<Vec<Migration>, BoxDynError>> {
        let steps = self.0.iter().map(|(number, name, statements)| {
            let (name, statements) = ((*name).into(), statements.into_sql_str());
            Migration::new(*number, name, MigrationType::Simple, statements, false)
        });
        let steps = steps.collect();
        Box::pin(async move { Ok(steps) })
    }
}
