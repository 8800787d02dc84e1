//! Which cases there are, suite by suite, and the macros that make a test of each.

/// One test per case of every store port; names a function without arguments that makes a fresh store.
#[macro_export]
macro_rules! store_contract {
    ($fresh:ident) => {
        $crate::rates_contract!($fresh);
        $crate::contract_tests! { $fresh;
            accounts: a_user_is_found, an_unknown_address_finds_nobody, a_taken_email_is_a_conflict,
                a_taken_phone_is_a_conflict, an_account_is_opened_once, an_account_needs_its_commit,
                nobody_opens_anothers_account, one_of_many_gets_an_address, a_user_needs_an_address,
                empty_addresses_do_not_conflict, a_new_account_is_empty, a_phone_finds_its_user,
                users_are_listed_newest_first;
            profiles: a_saved_account_comes_back, a_save_cannot_take_anothers_address,
                a_save_needs_an_address_and_an_account, a_password_is_set_and_replaced,
                a_locked_profile_makes_others_wait, changes_of_roles_wait_for_each_other,
                an_identity_is_claimed_once_for_ever,
                a_rolled_back_claim_is_none, one_of_many_claims_an_identity;
            erasure: what_names_somebody_goes_at_once, accounts_wait_to_be_cleared, there_must_be_an_account,
                all_but_the_books_goes_in_the_end;
            clocks: clocks_that_differ_share_an_allowance, a_clock_that_was_set_back_keeps_nobody_out;
            codes: the_right_seal_takes_a_code_once, a_code_is_bound_to_its_request, a_code_is_over_in_time,
                a_code_is_tried_so_often, guesses_at_once_count_each, one_of_many_takes_a_code,
                a_code_that_holds_is_still_there;
            prices: rows_come_back_past_and_future, a_row_is_never_changed, adding_no_rows_is_fine;
            transactions: a_commit_makes_it_visible, a_drop_rolls_back, a_drop_lets_the_next_one_in,
                uncommitted_work_is_invisible, a_reader_does_not_wait_for_a_writer, a_reader_cannot_write,
                a_conflict_poisons, a_stale_save_poisons, a_missing_parent_poisons,
                a_poisoned_transaction_refuses_everything, a_refusal_by_answer_does_not_poison;
            dramas: comes_back_as_it_was_added, an_unknown_id_finds_nothing, a_save_writes_all_and_counts_up,
                a_stale_save_is_refused, a_save_of_nothing_is_refused, an_import_is_found_by_its_key,
                an_import_key_is_unique_per_user, pages_run_newest_first;
            episodes: comes_back_as_it_was_added, an_unknown_id_finds_nothing, a_save_writes_all_and_counts_up,
                a_stale_save_is_refused, a_save_of_nothing_is_refused, a_number_is_unique_in_its_drama,
                a_drama_lists_its_own_by_number;
            characters: comes_back_as_it_was_added, an_unknown_id_finds_nothing,
                a_save_writes_all_and_counts_up, a_stale_save_is_refused, a_save_of_nothing_is_refused,
                a_name_is_unique_in_its_drama, a_name_cannot_be_taken_by_a_save,
                a_drama_lists_its_own_as_added;
            scenes: comes_back_as_it_was_added, an_unknown_id_finds_nothing, a_save_writes_all_and_counts_up,
                a_stale_save_is_refused, a_save_of_nothing_is_refused,
                a_place_at_a_time_is_unique_in_its_drama, a_drama_lists_its_own_as_added;
            props: comes_back_as_it_was_added, an_unknown_id_finds_nothing, a_save_writes_all_and_counts_up,
                a_stale_save_is_refused, a_save_of_nothing_is_refused, a_name_is_unique_in_its_drama,
                a_drama_lists_its_own_as_added;
            scripts: comes_back_as_it_was_put, a_second_one_replaces_the_first, episodes_do_not_share_one;
            shots: come_back_as_they_were_put, cast_and_props_keep_their_order,
                a_replacement_adds_updates_and_deletes, a_replacement_counts_versions_up,
                places_can_be_swapped, a_line_can_move_between_shots, a_replacement_leaves_other_episodes,
                a_long_storyboard_survives, a_storyboard_is_put_and_replaced, a_line_knows_its_episode;
            assets: comes_back_as_it_was_added, an_unknown_id_finds_nothing, many_are_found_at_once,
                pages_run_newest_first, only_an_unused_one_is_removed;
            quotas: nothing_is_counted_as_nothing, what_is_there_is_counted_for_its_owner, running_jobs_are_counted,
                the_parts_of_a_drama_are_counted;
            takes: come_back_as_they_were_added, the_selection_moves, operations_are_selected_apart,
                many_targets_are_asked_at_once, kinds_of_targets_are_kept_apart,
                the_newest_made_from_the_same_is_found, dramas_do_not_share_takes, takes_outlive_their_shot,
                a_target_lists_its_own_newest_first, a_choice_moves_the_selection;
            cuts: comes_back_as_it_was_added, the_latest_of_an_episode_counts,
                an_episode_lists_its_own_newest_first;
            productions: comes_back_as_it_was_added, an_unknown_id_finds_nothing,
                a_save_writes_all_and_counts_up, a_stale_save_is_refused, a_save_of_nothing_is_refused,
                one_is_live_per_episode, episodes_are_produced_side_by_side, a_locked_one_can_be_saved,
                pages_run_newest_first, a_drama_locks_its_live_ones;
            jobs: comes_back_as_it_was_added, a_save_writes_the_whole_state, a_save_of_nothing_is_refused,
                one_is_live_per_target_and_operation, a_refused_job_leaves_no_trace,
                a_job_waits_only_for_live_ones, the_last_one_waited_for_lets_go, a_final_job_is_not_let_go,
                dependents_are_found_through_others, a_claim_is_locked_by_its_token,
                a_production_lists_its_own;
            job_lists: pages_run_newest_first, a_live_one_is_found_by_its_target,
                a_drama_locks_its_live_ones;
            queue: a_claim_takes_a_job_with_its_owner, a_second_claim_keeps_the_first_start,
                the_oldest_due_jobs_come_first, only_queued_jobs_are_claimed, no_job_is_claimed_twice,
                a_heartbeat_keeps_the_lease, a_heartbeat_without_a_lease_is_lost, progress_needs_the_lease,
                overdue_leases_are_listed, idle_productions_are_listed;
            deaths: a_job_with_a_death_is_claimed_alone, it_keeps_to_time_and_cap, users_take_turns_with_it,
                claims_at_once_get_each_job_once;
            disabled: their_jobs_wait_until_they_are_enabled, a_heartbeat_tells_that_they_were_disabled,
                their_productions_stand_still;
            all_jobs: pages_run_newest_first, one_is_found_with_its_user;
            turns: one_job_does_not_wait_behind_many, the_fewest_running_and_longest_waiting_is_next,
                a_tie_goes_to_the_longest_ago, a_user_runs_no_more_than_the_cap, a_cap_is_that_of_the_role;
            trash: it_hides_a_drama_until_it_is_restored, it_is_listed_apart_newest_first,
                it_keeps_the_import_key_until_the_purge, a_purge_removes_the_content, a_purge_spares_the_rest,
                a_purge_needs_the_trash;
            removal: an_episode_goes_with_all_below, an_episode_goes_only_at_the_commit,
                a_character_in_use_stays, a_scene_in_use_stays, a_prop_in_use_stays;
            sessions: comes_back_as_it_was_added, a_session_goes_with_its_transaction,
                a_save_writes_what_a_refresh_changes, one_of_many_refreshes_a_session,
                a_locked_session_makes_others_wait, an_ended_one_stays_ended,
                a_neighbours_session_is_out_of_reach, a_proof_is_one_of_a_session;
            session_lists: a_user_lists_the_live_ones, ending_all_spares_one_and_other_users,
                a_standing_tells_session_and_user;
            api_keys: comes_back_as_it_was_added, pages_run_newest_first, only_its_owner_revokes_a_key,
                only_so_many_are_live, no_more_are_added_at_once_than_there_is_room_for,
                the_latest_use_is_kept;
            second_factors: comes_back_as_it_was_put, one_in_force_stays, a_stale_save_is_refused,
                a_locked_one_makes_others_wait, many_at_once_take_turns,
                a_removal_takes_the_proofs_along, a_neighbours_is_out_of_reach, pages_run_by_user;
            tickets: a_ticket_is_taken_once, a_ticket_is_over_in_time, tickets_that_are_over_are_forgotten,
                one_of_many_takes_a_ticket;
            requests: comes_back_as_it_was_added, a_key_is_taken_once_per_operation, users_do_not_share_keys,
                a_rollback_forgets, a_forgotten_key_is_free, one_of_many_does_it, a_rival_in_flight_is_waited_for,
                a_rival_that_does_not_land_is_not_waited_for_long;
            quotes: comes_back_as_it_was_added, a_quote_goes_with_its_episode, users_do_not_share_quotes,
                quotes_that_are_long_over_are_forgotten;
            events: there_are_none_at_first, a_job_is_told_of, an_unblocked_job_is_told_of,
                a_production_is_told_of, credits_are_told_of, saves_of_one_thing_collapse,
                a_rollback_tells_nothing, nothing_is_told_before_the_commit,
                claims_and_reports_are_told_of, they_are_read_in_pages;
            event_order: numbers_run_without_gaps, a_commit_wakes_its_owner;
            audit_log: entries_come_back_newest_first, a_neighbour_sees_nothing,
                an_entry_goes_with_its_transaction;
            memberships: terms_come_back_newest_first, a_term_is_revoked_once, a_membership_is_no_role,
                settings_seed_the_plans;
            platform_audit_log: entries_are_found_by_their_mark, an_entry_is_added_once,
                a_tenant_adds_failed_sign_ins,
                a_note_goes_with_what_it_is_of;
            ai_configs: comes_back_as_it_was_added, an_unknown_id_finds_nothing, a_save_writes_all_and_counts_up,
                a_stale_save_is_refused, a_save_of_nothing_is_refused, pages_run_newest_first,
                a_neighbour_saves_nothing, a_seen_one_is_deleted, active_ones_are_offered,
                the_platforms_are_kept_apart, owners_are_found_in_pages;
            vendor_calls: calls_of_a_job_come_back, a_number_is_given_once;
            redemptions: a_batch_and_its_codes_come_back, a_batch_is_added_whole_or_not, a_code_is_taken_once,
                one_of_many_takes_a_code, a_batch_is_revoked;
            housekeeping: old_events_are_forgotten, old_requests_are_forgotten,
                what_is_long_in_the_trash_is_listed, orphans_are_listed_until_forgotten,
                old_addresses_are_forgotten;
            statement: pages_run_newest_first, kinds_are_told_apart, descriptions_come_back,
                what_entries_speak_of_has_its_name;
            spending: the_statement_is_filtered_by_time_and_work, totals_add_up_what_was_for_the_same,
                totals_are_of_a_time_and_a_work, nobody_sees_a_neighbours_spending,
                a_daily_cap_comes_with_the_account;
            caps: a_cap_of_a_day_pays_for_just_what_it_allows, a_cap_of_a_drama_pays_for_just_what_it_allows;
            ledger: a_grant_comes_back, a_hold_comes_back_with_its_parts, a_settlement_comes_back,
                a_hold_can_be_given_back_whole, what_returns_too_late_opens_a_lot, expiry_takes_what_is_due,
                an_adjustment_comes_back, the_statement_is_read_in_pages,
                a_hold_and_its_job_roll_back_together, a_second_hold_of_a_job_is_refused,
                a_hold_needs_its_job,
                a_hold_can_be_written_before_its_job, owners_of_due_lots_are_listed;
            ledger_sequence: a_random_run_agrees_with_the_bare_aggregate;
            rivalry: a_balance_pays_for_just_what_it_has, a_locked_account_makes_others_wait,
                a_locked_job_makes_others_wait, a_locked_production_makes_others_wait, a_locked_episode_makes_others_wait,
                a_hold_is_charged_once, one_job_for_a_target_wins,
                one_production_of_an_episode_wins, one_save_of_a_version_wins, users_at_once_do_not_mix;
            isolation: no_id_finds_a_neighbours_row, no_list_shows_a_neighbours_rows,
                no_lock_takes_a_neighbours_row, no_save_changes_a_neighbours_row,
                no_child_hangs_on_a_neighbours_drama, no_shot_shows_a_neighbours_things,
                no_result_refers_to_a_neighbours, no_taken_id_reaches_a_neighbours_row,
                no_job_waits_for_a_neighbours, credits_are_not_shared;
            isolation_removal: no_deletion_reaches_a_neighbour, no_choice_is_made_for_a_neighbour,
                no_trash_is_a_neighbours;
        }
    };
}

/// One test per case of [`RateLimiter`](xinggen_domain::ports::RateLimiter), for an adapter that is no store; names a
/// function without arguments that makes a fresh [`RatesHarness`](crate::contract::RatesHarness).
#[macro_export]
macro_rules! rates_contract {
    ($fresh:ident) => {
        $crate::contract_tests! { $fresh;
            rates: a_burst_and_then_one_every_so_often, keys_are_counted_apart, what_is_given_back_is_there_again,
                full_allowances_are_forgotten, many_at_once_get_no_more_than_the_burst,
                several_are_taken_together_or_not_at_all, several_at_once_get_no_more_than_the_burst,
                what_is_left_is_told_without_taking, what_was_given_back_is_not_remembered;
        }
    };
}

/// One test per case of [`BlobStore`](xinggen_domain::ports::BlobStore); names a function without arguments
/// that makes a fresh [`BlobHarness`](crate::contract::BlobHarness).
#[macro_export]
macro_rules! blob_contract {
    ($fresh:ident) => {
        $crate::contract_tests! { $fresh;
            blobs: bytes_come_back, an_unknown_key_is_not_found, a_key_can_be_overwritten,
                a_deleted_key_is_gone, all_of_a_user_goes_and_nothing_of_others, files_go_in_and_out, a_missing_file_stores_nothing,
                keys_are_kept_apart, parts_are_read, no_part_of_an_unknown_key_is_read;
        }
    };
}

/// One test per case of [`EventBus`](xinggen_domain::ports::EventBus); names a function without arguments that
/// makes a fresh [`EventBusHarness`](crate::contract::EventBusHarness).
#[macro_export]
macro_rules! event_bus_contract {
    ($fresh:ident) => {
        $crate::contract_tests! { $fresh;
            event_bus: news_before_waiting_is_heard, news_wakes_who_waits, users_are_heard_apart,
                calls_before_a_wait_are_one, a_wait_given_up_loses_nothing;
        }
    };
}

/// One test per case of [`JobSignal`](xinggen_domain::ports::JobSignal); names a function without arguments that
/// makes a fresh [`JobSignalHarness`](crate::contract::JobSignalHarness).
#[macro_export]
macro_rules! job_signal_contract {
    ($fresh:ident) => {
        $crate::contract_tests! { $fresh;
            job_signals: a_signal_before_a_wait_is_kept, signals_before_a_wait_are_one, a_signal_ends_a_wait,
                a_wait_ends_in_time, every_listener_is_woken, a_wait_given_up_loses_nothing;
        }
    };
}

/// One test per case of [`SecretBox`](xinggen_domain::ports::SecretBox); names a function without arguments that
/// makes a fresh [`SecretBoxHarness`](crate::contract::SecretBoxHarness).
#[macro_export]
macro_rules! secret_box_contract {
    ($fresh:ident) => {
        $crate::contract_tests! { $fresh;
            secret_boxes: a_secret_is_opened_again, sealings_tell_nothing, another_label_opens_nothing,
                a_changed_secret_is_broken, the_key_counts, a_rotation_keeps_what_is_sealed;
        }
    };
}

/// One test per case of [`Scratch`](xinggen_domain::ports::Scratch); names a function without arguments that
/// makes one.
#[macro_export]
macro_rules! scratch_contract {
    ($fresh:ident) => {
        $crate::contract_tests! { $fresh;
            scratch: folders_are_empty_and_apart, a_dropped_folder_is_gone;
        }
    };
}

/// A module per suite and a test per case in it.
#[doc(hidden)]
#[macro_export]
macro_rules! contract_tests {
    ($fresh:ident; $($suite:ident: $($case:ident),*;)*) => {
        $($crate::contract_tests! { @suite $fresh; $suite; $($case),* })*
    };
    (@suite $fresh:ident; $suite:ident; $($case:ident),*) => {
        mod $suite {
            $(
                #[tokio::test(flavor = "multi_thread")]
                async fn $case() -> $crate::contract::Outcome {
                    let harness = super::$fresh().await;
                    $crate::contract::in_time($crate::contract::$suite::$case(&harness)).await
                }
            )*
        }
    };
}
