use super::{MemoryStore, Result, table::parent};
use async_trait::async_trait;
use std::ops::Bound;
use xinggen_domain::{
    SessionId, UserId, error::StoreError, ports::SecondFactors, second_factor::SecondFactor, time::Timestamp,
};

#[async_trait]
impl SecondFactors for MemoryStore {
    async fn get(&self, user: UserId) -> Result<Option<SecondFactor>> {
        Ok(self.read(|state| state.second_factors.get(&user).cloned()))
    }

    async fn put(&self, factor: SecondFactor) -> Result<bool> {
        let put = self.write(|state| {
            parent(&state.tenants, factor.user_id, "user")?;
            let there = state.second_factors.get(&factor.user_id);
            if there.is_some_and(|there| there.confirmed_at.is_some()) {
                return Ok(false);
            }
            state.second_factors.insert(factor.user_id, factor);
            Ok(true)
        });
        put.await
    }

    async fn save(&self, factor: SecondFactor) -> Result<bool> {
        let saved = self.write(|state| {
            let stored = state.second_factors.get_mut(&factor.user_id);
            match stored.filter(|stored| stored.version == factor.version) {
                Some(stored) => {
                    *stored = SecondFactor { version: factor.version + 1, ..factor };
                    true
                }
                None => false,
            }
        });
        Ok(saved.await)
    }

    async fn remove(&self, user: UserId) -> Result<()> {
        let removed = self.write(|state| {
            state.second_factors.remove(&user);
            state.step_ups.retain(|(owner, _), _| *owner != user);
        });
        removed.await;
        Ok(())
    }

    async fn page(&self, after: Option<UserId>, limit: u32) -> Result<Vec<SecondFactor>> {
        let from = after.map_or(Bound::Unbounded, Bound::Excluded);
        Ok(self.read(|state| {
            let behind = state.second_factors.range((from, Bound::Unbounded));
            behind.take(limit as usize).map(|(_, factor)| factor.clone()).collect()
        }))
    }

    async fn prove(&self, user: UserId, session: SessionId, now: Timestamp) -> Result<()> {
        let proved = self.write(|state| {
            let own = state.sessions.get(&session).is_some_and(|session| session.user_id == user);
            if !own {
                return Err(StoreError::Conflict("the session of a proof".to_owned()));
            }
            state.step_ups.insert((user, session), now);
            Ok(())
        });
        proved.await
    }

    async fn proved_at(&self, user: UserId, session: SessionId) -> Result<Option<Timestamp>> {
        Ok(self.read(|state| state.step_ups.get(&(user, session)).copied()))
    }
}
