SET standard_conforming_strings = on;
SET check_function_bodies = false;
CREATE FUNCTION elderly_visits_concernevent_no_delete() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'elderly_visits_concernevent is append-only: DELETE refused' USING ERRCODE = 'integrity_constraint_violation'; END $$;
CREATE FUNCTION elderly_visits_concernevent_no_update() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'elderly_visits_concernevent is append-only: UPDATE refused' USING ERRCODE = 'integrity_constraint_violation'; END $$;
CREATE FUNCTION people_accesslog_no_delete() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'people_accesslog is append-only: DELETE refused' USING ERRCODE = 'integrity_constraint_violation'; END $$;
CREATE FUNCTION people_accesslog_no_update() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'people_accesslog is append-only: UPDATE refused' USING ERRCODE = 'integrity_constraint_violation'; END $$;
CREATE FUNCTION people_mandateuse_no_delete() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'people_mandateuse is append-only: DELETE refused' USING ERRCODE = 'integrity_constraint_violation'; END $$;
CREATE FUNCTION people_mandateuse_no_update() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'people_mandateuse is append-only: UPDATE refused' USING ERRCODE = 'integrity_constraint_violation'; END $$;
CREATE FUNCTION service_requests_requestevent_no_delete() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'service_requests_requestevent is append-only: DELETE refused' USING ERRCODE = 'integrity_constraint_violation'; END $$;
CREATE FUNCTION service_requests_requestevent_no_update() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'service_requests_requestevent is append-only: UPDATE refused' USING ERRCODE = 'integrity_constraint_violation'; END $$;
CREATE FUNCTION timebank_anomalyrun_no_delete() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'timebank_anomalyrun is append-only: DELETE refused' USING ERRCODE = 'integrity_constraint_violation'; END $$;
CREATE FUNCTION timebank_anomalyrun_no_update() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'timebank_anomalyrun is append-only: UPDATE refused' USING ERRCODE = 'integrity_constraint_violation'; END $$;
CREATE FUNCTION timebank_certificate_no_delete() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'timebank_certificate is append-only: DELETE refused' USING ERRCODE = 'integrity_constraint_violation'; END $$;
CREATE FUNCTION timebank_certificate_no_update() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'timebank_certificate is append-only: UPDATE refused' USING ERRCODE = 'integrity_constraint_violation'; END $$;
CREATE FUNCTION timebank_certificateending_no_delete() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'timebank_certificateending is append-only: DELETE refused' USING ERRCODE = 'integrity_constraint_violation'; END $$;
CREATE FUNCTION timebank_certificateending_no_update() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'timebank_certificateending is append-only: UPDATE refused' USING ERRCODE = 'integrity_constraint_violation'; END $$;
CREATE FUNCTION timebank_certificatefile_no_delete() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'timebank_certificatefile is append-only: DELETE refused' USING ERRCODE = 'integrity_constraint_violation'; END $$;
CREATE FUNCTION timebank_certificatefile_no_update() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'timebank_certificatefile is append-only: UPDATE refused' USING ERRCODE = 'integrity_constraint_violation'; END $$;
CREATE FUNCTION timebank_certifiedrecord_no_delete() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'timebank_certifiedrecord is append-only: DELETE refused' USING ERRCODE = 'integrity_constraint_violation'; END $$;
CREATE FUNCTION timebank_certifiedrecord_no_update() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'timebank_certifiedrecord is append-only: UPDATE refused' USING ERRCODE = 'integrity_constraint_violation'; END $$;
CREATE FUNCTION timebank_credithold_no_delete() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'timebank_credithold is append-only: DELETE refused' USING ERRCODE = 'integrity_constraint_violation'; END $$;
CREATE FUNCTION timebank_phonecall_no_delete() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'timebank_phonecall is append-only: DELETE refused' USING ERRCODE = 'integrity_constraint_violation'; END $$;
CREATE FUNCTION timebank_phonecallattempt_no_delete() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'timebank_phonecallattempt is append-only: DELETE refused' USING ERRCODE = 'integrity_constraint_violation'; END $$;
CREATE FUNCTION timebank_phonecallattempt_no_update() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'timebank_phonecallattempt is append-only: UPDATE refused' USING ERRCODE = 'integrity_constraint_violation'; END $$;
CREATE FUNCTION timebank_phonesample_no_delete() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'timebank_phonesample is append-only: DELETE refused' USING ERRCODE = 'integrity_constraint_violation'; END $$;
CREATE FUNCTION timebank_phonesample_no_update() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'timebank_phonesample is append-only: UPDATE refused' USING ERRCODE = 'integrity_constraint_violation'; END $$;
CREATE FUNCTION timebank_servicerecord_no_delete() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'timebank_servicerecord is append-only: DELETE refused' USING ERRCODE = 'integrity_constraint_violation'; END $$;
CREATE FUNCTION timebank_servicerecord_no_update() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'timebank_servicerecord is append-only: UPDATE refused' USING ERRCODE = 'integrity_constraint_violation'; END $$;
CREATE FUNCTION timebank_suspicion_no_delete() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'timebank_suspicion is append-only: DELETE refused' USING ERRCODE = 'integrity_constraint_violation'; END $$;
CREATE FUNCTION timebank_suspicion_persons_no_delete() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'timebank_suspicion_persons is append-only: DELETE refused' USING ERRCODE = 'integrity_constraint_violation'; END $$;
CREATE FUNCTION timebank_suspicion_persons_no_update() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'timebank_suspicion_persons is append-only: UPDATE refused' USING ERRCODE = 'integrity_constraint_violation'; END $$;
CREATE FUNCTION timebank_suspicion_records_no_delete() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'timebank_suspicion_records is append-only: DELETE refused' USING ERRCODE = 'integrity_constraint_violation'; END $$;
CREATE FUNCTION timebank_suspicion_records_no_update() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'timebank_suspicion_records is append-only: UPDATE refused' USING ERRCODE = 'integrity_constraint_violation'; END $$;
CREATE FUNCTION timebank_suspicion_workers_no_delete() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'timebank_suspicion_workers is append-only: DELETE refused' USING ERRCODE = 'integrity_constraint_violation'; END $$;
CREATE FUNCTION timebank_suspicion_workers_no_update() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'timebank_suspicion_workers is append-only: UPDATE refused' USING ERRCODE = 'integrity_constraint_violation'; END $$;
CREATE FUNCTION timebank_suspicionevent_no_delete() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'timebank_suspicionevent is append-only: DELETE refused' USING ERRCODE = 'integrity_constraint_violation'; END $$;
CREATE FUNCTION timebank_suspicionevent_no_update() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'timebank_suspicionevent is append-only: UPDATE refused' USING ERRCODE = 'integrity_constraint_violation'; END $$;
CREATE FUNCTION timebank_transfer_no_delete() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'timebank_transfer is append-only: DELETE refused' USING ERRCODE = 'integrity_constraint_violation'; END $$;
CREATE FUNCTION timebank_transfer_no_update() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'timebank_transfer is append-only: UPDATE refused' USING ERRCODE = 'integrity_constraint_violation'; END $$;
CREATE FUNCTION timebank_turnoverrun_no_delete() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'timebank_turnoverrun is append-only: DELETE refused' USING ERRCODE = 'integrity_constraint_violation'; END $$;
CREATE FUNCTION timebank_turnoverrun_no_update() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'timebank_turnoverrun is append-only: UPDATE refused' USING ERRCODE = 'integrity_constraint_violation'; END $$;
CREATE FUNCTION timebank_voucher_no_delete() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'timebank_voucher is append-only: DELETE refused' USING ERRCODE = 'integrity_constraint_violation'; END $$;
CREATE FUNCTION timebank_voucher_no_update() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'timebank_voucher is append-only: UPDATE refused' USING ERRCODE = 'integrity_constraint_violation'; END $$;
CREATE FUNCTION volunteers_assignmentevent_no_delete() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'volunteers_assignmentevent is append-only: DELETE refused' USING ERRCODE = 'integrity_constraint_violation'; END $$;
CREATE FUNCTION volunteers_assignmentevent_no_update() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'volunteers_assignmentevent is append-only: UPDATE refused' USING ERRCODE = 'integrity_constraint_violation'; END $$;
CREATE TABLE account_emailaddress ( id integer NOT NULL, email varchar(254) NOT NULL, verified boolean NOT NULL, "primary" boolean NOT NULL, user_id bigint NOT NULL );
ALTER TABLE account_emailaddress ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY ( SEQUENCE NAME account_emailaddress_id_seq );
CREATE TABLE account_emailconfirmation ( id integer NOT NULL, created timestamptz NOT NULL, sent timestamptz, key varchar(64) NOT NULL, email_address_id integer NOT NULL );
ALTER TABLE account_emailconfirmation ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY ( SEQUENCE NAME account_emailconfirmation_id_seq );
CREATE TABLE auth_group ( id integer NOT NULL, name varchar(150) NOT NULL );
ALTER TABLE auth_group ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY ( SEQUENCE NAME auth_group_id_seq );
CREATE TABLE auth_group_permissions ( id bigint NOT NULL, group_id integer NOT NULL, permission_id integer NOT NULL );
ALTER TABLE auth_group_permissions ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY ( SEQUENCE NAME auth_group_permissions_id_seq );
CREATE TABLE auth_permission ( id integer NOT NULL, name varchar(255) NOT NULL, content_type_id integer NOT NULL, codename varchar(100) NOT NULL );
ALTER TABLE auth_permission ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY ( SEQUENCE NAME auth_permission_id_seq );
CREATE TABLE django_admin_log ( id integer NOT NULL, action_time timestamptz NOT NULL, object_id text, object_repr varchar(200) NOT NULL, action_flag smallint NOT NULL, change_message text NOT NULL, content_type_id integer, user_id bigint NOT NULL, CONSTRAINT django_admin_log_action_flag_check CHECK ((action_flag >= 0)) );
ALTER TABLE django_admin_log ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY ( SEQUENCE NAME django_admin_log_id_seq );
CREATE TABLE django_celery_beat_clockedschedule ( id integer NOT NULL, clocked_time timestamptz NOT NULL );
ALTER TABLE django_celery_beat_clockedschedule ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY ( SEQUENCE NAME django_celery_beat_clockedschedule_id_seq );
CREATE TABLE django_celery_beat_crontabschedule ( id integer NOT NULL, minute varchar(240) NOT NULL, hour varchar(96) NOT NULL, day_of_week varchar(64) NOT NULL, day_of_month varchar(124) NOT NULL, month_of_year varchar(64) NOT NULL, timezone varchar(63) NOT NULL );
ALTER TABLE django_celery_beat_crontabschedule ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY ( SEQUENCE NAME django_celery_beat_crontabschedule_id_seq );
CREATE TABLE django_celery_beat_intervalschedule ( id integer NOT NULL, every integer NOT NULL, period varchar(24) NOT NULL );
ALTER TABLE django_celery_beat_intervalschedule ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY ( SEQUENCE NAME django_celery_beat_intervalschedule_id_seq );
CREATE TABLE django_celery_beat_periodictask ( id integer NOT NULL, name varchar(200) NOT NULL, task varchar(200) NOT NULL, args text NOT NULL, kwargs text NOT NULL, queue varchar(200), exchange varchar(200), routing_key varchar(200), expires timestamptz, enabled boolean NOT NULL, last_run_at timestamptz, total_run_count integer NOT NULL, date_changed timestamptz NOT NULL, description text NOT NULL, crontab_id integer, interval_id integer, solar_id integer, one_off boolean NOT NULL, start_time timestamptz, priority integer, headers text NOT NULL, clocked_id integer, expire_seconds integer, CONSTRAINT django_celery_beat_periodictask_expire_seconds_check CHECK ((expire_seconds >= 0)), CONSTRAINT django_celery_beat_periodictask_priority_check CHECK ((priority >= 0)), CONSTRAINT django_celery_beat_periodictask_total_run_count_check CHECK ((total_run_count >= 0)) );
ALTER TABLE django_celery_beat_periodictask ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY ( SEQUENCE NAME django_celery_beat_periodictask_id_seq );
CREATE TABLE django_celery_beat_periodictasks ( ident smallint NOT NULL, last_update timestamptz NOT NULL );
CREATE TABLE django_celery_beat_solarschedule ( id integer NOT NULL, event varchar(24) NOT NULL, latitude numeric(9,6) NOT NULL, longitude numeric(9,6) NOT NULL );
ALTER TABLE django_celery_beat_solarschedule ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY ( SEQUENCE NAME django_celery_beat_solarschedule_id_seq );
CREATE TABLE django_content_type ( id integer NOT NULL, app_label varchar(100) NOT NULL, model varchar(100) NOT NULL );
ALTER TABLE django_content_type ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY ( SEQUENCE NAME django_content_type_id_seq );
CREATE TABLE django_migrations ( id bigint NOT NULL, app varchar(255) NOT NULL, name varchar(255) NOT NULL, applied timestamptz NOT NULL );
ALTER TABLE django_migrations ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY ( SEQUENCE NAME django_migrations_id_seq );
CREATE TABLE django_session ( session_key varchar(40) NOT NULL, session_data text NOT NULL, expire_date timestamptz NOT NULL );
CREATE TABLE elderly_visits_closure ( id bigint NOT NULL, first_day date NOT NULL, last_day date NOT NULL, why varchar(200) NOT NULL, closed_at timestamptz NOT NULL, opened_at timestamptz, closed_by_id bigint, opened_by_id bigint, region_id varchar(12) NOT NULL, CONSTRAINT closure_first_before_last CHECK ((last_day >= first_day)) );
ALTER TABLE elderly_visits_closure ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY ( SEQUENCE NAME elderly_visits_closure_id_seq );
CREATE TABLE elderly_visits_concern ( id bigint NOT NULL, kind varchar(12) NOT NULL, severity varchar(10) NOT NULL, text varchar(500) NOT NULL, level varchar(30) NOT NULL, due_at timestamptz NOT NULL, state varchar(12) NOT NULL, outcome varchar(12) NOT NULL, outcome_note varchar(500) NOT NULL, referral varchar(12) NOT NULL, raised_at timestamptz NOT NULL, closed_at timestamptz, owner_id bigint, raised_by_id bigint, referral_facility_id bigint, elder_id bigint NOT NULL, report_id bigint, CONSTRAINT closed_concern_has_an_outcome CHECK (((NOT ((state)::text = 'closed'::text)) OR ((NOT ((outcome)::text = ''::text)) AND (closed_at IS NOT NULL)))) );
ALTER TABLE elderly_visits_concern ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY ( SEQUENCE NAME elderly_visits_concern_id_seq );
CREATE TABLE elderly_visits_concernevent ( id bigint NOT NULL, at timestamptz NOT NULL, what varchar(200) NOT NULL, note varchar(500) NOT NULL, actor_id bigint, concern_id bigint NOT NULL );
ALTER TABLE elderly_visits_concernevent ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY ( SEQUENCE NAME elderly_visits_concernevent_id_seq );
CREATE TABLE elderly_visits_elder ( id bigint NOT NULL, lat double precision, lon double precision, location_quality varchar(12) NOT NULL, address text NOT NULL, door text NOT NULL, living_alone boolean NOT NULL, empty_nest boolean NOT NULL, left_behind boolean NOT NULL, disabled boolean NOT NULL, severely_handicapped boolean NOT NULL, family_planning_special boolean NOT NULL, dementia boolean NOT NULL, life_threatening boolean NOT NULL, in_institution boolean NOT NULL, assistance varchar(20) NOT NULL, assistance_since date, ability_level smallint, assessed_on date, risk_tier varchar(10) NOT NULL, prefers_sex varchar(1) NOT NULL, needs_pair boolean NOT NULL, slots integer NOT NULL, door_code text NOT NULL, registered_on date NOT NULL, left_on date, left_reason varchar(20) NOT NULL, note varchar(500) NOT NULL, person_id bigint NOT NULL, region_id varchar(12) NOT NULL, worker_id bigint, CONSTRAINT elder_left_after_registered CHECK (((left_on IS NULL) OR (left_on >= registered_on))), CONSTRAINT elder_left_has_a_reason CHECK ((((left_on IS NULL) AND ((left_reason)::text = ''::text)) OR ((left_on IS NOT NULL) AND (NOT ((left_reason)::text = ''::text))))), CONSTRAINT elderly_visits_elder_ability_level_check CHECK ((ability_level >= 0)), CONSTRAINT elderly_visits_elder_point_valid CHECK ((((lat IS NULL) AND (lon IS NULL)) OR ((lat IS NOT NULL) AND (lon IS NOT NULL) AND (lat >= ('-90.0'::numeric)::double precision) AND (lat <= (90.0)::double precision) AND (lon >= ('-180.0'::numeric)::double precision) AND (lon <= (180.0)::double precision)))), CONSTRAINT elderly_visits_elder_slots_check CHECK ((slots >= 0)) );
ALTER TABLE elderly_visits_elder ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY ( SEQUENCE NAME elderly_visits_elder_id_seq );
CREATE TABLE elderly_visits_emergencycontact ( id bigint NOT NULL, name varchar(60) NOT NULL, phone varchar(20) NOT NULL, relation varchar(40) NOT NULL, elder_id bigint NOT NULL );
ALTER TABLE elderly_visits_emergencycontact ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY ( SEQUENCE NAME elderly_visits_emergencycontact_id_seq );
CREATE TABLE elderly_visits_historicalelder ( id bigint NOT NULL, lat double precision, lon double precision, location_quality varchar(12) NOT NULL, living_alone boolean NOT NULL, empty_nest boolean NOT NULL, left_behind boolean NOT NULL, disabled boolean NOT NULL, severely_handicapped boolean NOT NULL, family_planning_special boolean NOT NULL, dementia boolean NOT NULL, life_threatening boolean NOT NULL, in_institution boolean NOT NULL, assistance varchar(20) NOT NULL, assistance_since date, ability_level smallint, assessed_on date, risk_tier varchar(10) NOT NULL, prefers_sex varchar(1) NOT NULL, needs_pair boolean NOT NULL, slots integer NOT NULL, registered_on date NOT NULL, left_on date, left_reason varchar(20) NOT NULL, note varchar(500) NOT NULL, history_id integer NOT NULL, history_date timestamptz NOT NULL, history_change_reason varchar(100), history_type varchar(1) NOT NULL, history_user_id bigint, person_id bigint, region_id varchar(12), worker_id bigint, CONSTRAINT elderly_visits_historicalelder_ability_level_check CHECK ((ability_level >= 0)), CONSTRAINT elderly_visits_historicalelder_slots_check CHECK ((slots >= 0)) );
ALTER TABLE elderly_visits_historicalelder ALTER COLUMN history_id ADD GENERATED BY DEFAULT AS IDENTITY ( SEQUENCE NAME elderly_visits_historicalelder_history_id_seq );
CREATE TABLE elderly_visits_missingvolunteers ( id bigint NOT NULL, month date NOT NULL, gain_m bigint NOT NULL, visits integer NOT NULL, elders integer NOT NULL, uncovered integer NOT NULL, unmatched integer NOT NULL, plan_id bigint NOT NULL, region_id varchar(12) NOT NULL, CONSTRAINT elderly_visits_missingvolunteers_elders_check CHECK ((elders >= 0)), CONSTRAINT elderly_visits_missingvolunteers_gain_m_check CHECK ((gain_m >= 0)), CONSTRAINT elderly_visits_missingvolunteers_uncovered_check CHECK ((uncovered >= 0)), CONSTRAINT elderly_visits_missingvolunteers_unmatched_check CHECK ((unmatched >= 0)), CONSTRAINT elderly_visits_missingvolunteers_visits_check CHECK ((visits >= 0)) );
ALTER TABLE elderly_visits_missingvolunteers ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY ( SEQUENCE NAME elderly_visits_missingvolunteers_id_seq );
CREATE TABLE elderly_visits_repair ( id bigint NOT NULL, cause varchar(12) NOT NULL, state varchar(10) NOT NULL, month date NOT NULL, requested_at timestamptz NOT NULL, not_before timestamptz NOT NULL, attempts smallint NOT NULL, finished_at timestamptz, figures jsonb NOT NULL, error varchar(300) NOT NULL, closure_id bigint, elder_id bigint, region_id varchar(12) NOT NULL, requested_by_id bigint, volunteer_id bigint, CONSTRAINT elderly_visits_repair_attempts_check CHECK ((attempts >= 0)) );
ALTER TABLE elderly_visits_repair ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY ( SEQUENCE NAME elderly_visits_repair_id_seq );
CREATE TABLE elderly_visits_repairedvisit ( id bigint NOT NULL, fate varchar(10) NOT NULL, reason varchar(40) NOT NULL, distance_m integer, again boolean NOT NULL, after_id bigint, before_id bigint, repair_id bigint NOT NULL, visit_id bigint NOT NULL, CONSTRAINT elderly_visits_repairedvisit_distance_m_check CHECK ((distance_m >= 0)) );
ALTER TABLE elderly_visits_repairedvisit ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY ( SEQUENCE NAME elderly_visits_repairedvisit_id_seq );
CREATE TABLE elderly_visits_standin ( id bigint NOT NULL, rank smallint NOT NULL, cost_m double precision NOT NULL, distance_m integer, again boolean NOT NULL, passed_over varchar(40) NOT NULL, assignment_id bigint, volunteer_id bigint NOT NULL, search_id bigint NOT NULL, CONSTRAINT elderly_visits_standin_distance_m_check CHECK ((distance_m >= 0)), CONSTRAINT elderly_visits_standin_rank_check CHECK ((rank >= 0)) );
ALTER TABLE elderly_visits_standin ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY ( SEQUENCE NAME elderly_visits_standin_id_seq );
CREATE TABLE elderly_visits_standinsearch ( id bigint NOT NULL, state varchar(10) NOT NULL, at_once smallint NOT NULL, reason varchar(40) NOT NULL, started_at timestamptz NOT NULL, next_step_at timestamptz NOT NULL, ended_at timestamptz, started_by_id bigint, visit_id bigint NOT NULL, CONSTRAINT elderly_visits_standinsearch_at_once_check CHECK ((at_once >= 0)) );
ALTER TABLE elderly_visits_standinsearch ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY ( SEQUENCE NAME elderly_visits_standinsearch_id_seq );
CREATE TABLE elderly_visits_timeshortage ( id bigint NOT NULL, neighbourhood integer NOT NULL, visits integer NOT NULL, elders integer NOT NULL, volunteers integer NOT NULL, possible integer NOT NULL, complete boolean NOT NULL, plan_id bigint NOT NULL, visit_id bigint NOT NULL, CONSTRAINT elderly_visits_timeshortage_elders_check CHECK ((elders >= 0)), CONSTRAINT elderly_visits_timeshortage_neighbourhood_check CHECK ((neighbourhood >= 0)), CONSTRAINT elderly_visits_timeshortage_possible_check CHECK ((possible >= 0)), CONSTRAINT elderly_visits_timeshortage_visits_check CHECK ((visits >= 0)), CONSTRAINT elderly_visits_timeshortage_volunteers_check CHECK ((volunteers >= 0)) );
ALTER TABLE elderly_visits_timeshortage ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY ( SEQUENCE NAME elderly_visits_timeshortage_id_seq );
CREATE TABLE elderly_visits_visit ( id bigint NOT NULL, month date NOT NULL, ordinal smallint NOT NULL, tier varchar(10) NOT NULL, method varchar(10) NOT NULL, elder_id bigint NOT NULL, task_id bigint NOT NULL, plan_id bigint, CONSTRAINT elderly_visits_visit_ordinal_check CHECK ((ordinal >= 0)) );
ALTER TABLE elderly_visits_visit ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY ( SEQUENCE NAME elderly_visits_visit_id_seq );
CREATE TABLE elderly_visits_visitplan ( id bigint NOT NULL, month date NOT NULL, fingerprint varchar(64) NOT NULL, figures jsonb NOT NULL, started_at timestamptz NOT NULL, finished_at timestamptz, region_id varchar(12) NOT NULL, requested_by_id bigint );
ALTER TABLE elderly_visits_visitplan ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY ( SEQUENCE NAME elderly_visits_visitplan_id_seq );
CREATE TABLE elderly_visits_visitreport ( id bigint NOT NULL, on_behalf_of varchar(60) NOT NULL, visited_at timestamptz, method varchar(10) NOT NULL, contact_made boolean, no_contact_reason varchar(20) NOT NULL, health varchar(10) NOT NULL, mood varchar(12) NOT NULL, living varchar(10) NOT NULL, support varchar(10) NOT NULL, gas varchar(10) NOT NULL, water varchar(10) NOT NULL, electricity varchar(10) NOT NULL, fire varchar(10) NOT NULL, falls varchar(10) NOT NULL, hygiene varchar(10) NOT NULL, needs varchar(500) NOT NULL, policy_information varchar(300) NOT NULL, note varchar(1000) NOT NULL, created_at timestamptz NOT NULL, saved_at timestamptz NOT NULL, submitted_at timestamptz, voided_at timestamptz, assignment_id bigint, author_id bigint NOT NULL, visit_id bigint NOT NULL, CONSTRAINT no_contact_has_a_reason CHECK (((submitted_at IS NULL) OR contact_made OR (NOT ((no_contact_reason)::text = ''::text)))), CONSTRAINT submitted_report_is_complete CHECK (((submitted_at IS NULL) OR ((contact_made IS NOT NULL) AND (visited_at IS NOT NULL) AND (NOT ((method)::text = ''::text))))) );
ALTER TABLE elderly_visits_visitreport ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY ( SEQUENCE NAME elderly_visits_visitreport_id_seq );
CREATE TABLE facilities_facility ( id bigint NOT NULL, lat double precision, lon double precision, location_quality varchar(12) NOT NULL, name varchar(100) NOT NULL, type varchar(40) NOT NULL, address varchar(200) NOT NULL, capacity integer, area_m2 integer, phone varchar(40) NOT NULL, opening_hours varchar(200) NOT NULL, services jsonb NOT NULL, verified_on date, opened_on date, closed_on date, renovated boolean NOT NULL, is_demo boolean NOT NULL, created_at timestamptz NOT NULL, operator_id bigint, region_id varchar(12) NOT NULL, verified_by_id bigint, CONSTRAINT facilities_facility_area_m2_check CHECK ((area_m2 >= 0)), CONSTRAINT facilities_facility_capacity_check CHECK ((capacity >= 0)), CONSTRAINT facilities_facility_point_valid CHECK ((((lat IS NULL) AND (lon IS NULL)) OR ((lat IS NOT NULL) AND (lon IS NOT NULL) AND (lat >= ('-90.0'::numeric)::double precision) AND (lat <= (90.0)::double precision) AND (lon >= ('-180.0'::numeric)::double precision) AND (lon <= (180.0)::double precision)))) );
ALTER TABLE facilities_facility ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY ( SEQUENCE NAME facilities_facility_id_seq );
CREATE TABLE facilities_facilitycorrection ( id bigint NOT NULL, text text NOT NULL, phone varchar(40) NOT NULL, created_at timestamptz NOT NULL, state varchar(10) NOT NULL, handled_at timestamptz, note varchar(300) NOT NULL, facility_id bigint NOT NULL, handled_by_id bigint, CONSTRAINT handled_correction_forgets_the_phone CHECK ((((handled_at IS NULL) AND ((state)::text = 'open'::text)) OR ((NOT ((state)::text = 'open'::text)) AND (handled_at IS NOT NULL) AND ((phone)::text = ''::text)))) );
ALTER TABLE facilities_facilitycorrection ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY ( SEQUENCE NAME facilities_facilitycorrection_id_seq );
CREATE TABLE facilities_historicalfacility ( id bigint NOT NULL, lat double precision, lon double precision, location_quality varchar(12) NOT NULL, name varchar(100) NOT NULL, type varchar(40) NOT NULL, address varchar(200) NOT NULL, capacity integer, area_m2 integer, phone varchar(40) NOT NULL, opening_hours varchar(200) NOT NULL, services jsonb NOT NULL, verified_on date, opened_on date, closed_on date, renovated boolean NOT NULL, is_demo boolean NOT NULL, created_at timestamptz NOT NULL, history_id integer NOT NULL, history_date timestamptz NOT NULL, history_change_reason varchar(100), history_type varchar(1) NOT NULL, history_user_id bigint, operator_id bigint, region_id varchar(12), verified_by_id bigint, CONSTRAINT facilities_historicalfacility_area_m2_check CHECK ((area_m2 >= 0)), CONSTRAINT facilities_historicalfacility_capacity_check CHECK ((capacity >= 0)) );
ALTER TABLE facilities_historicalfacility ALTER COLUMN history_id ADD GENERATED BY DEFAULT AS IDENTITY ( SEQUENCE NAME facilities_historicalfacility_history_id_seq );
CREATE TABLE mfa_authenticator ( id bigint NOT NULL, type varchar(20) NOT NULL, data jsonb NOT NULL, user_id bigint NOT NULL, created_at timestamptz NOT NULL, last_used_at timestamptz );
ALTER TABLE mfa_authenticator ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY ( SEQUENCE NAME mfa_authenticator_id_seq );
CREATE TABLE notifications_message ( id bigint NOT NULL, kind varchar(40) NOT NULL, channel varchar(10) NOT NULL, subject varchar(120) NOT NULL, body varchar(500) NOT NULL, link varchar(200) NOT NULL, key varchar(120) NOT NULL, state varchar(10) NOT NULL, attempts smallint NOT NULL, not_before timestamptz NOT NULL, sent_at timestamptz, error varchar(300) NOT NULL, read_at timestamptz, created_at timestamptz NOT NULL, person_id bigint NOT NULL, CONSTRAINT notifications_message_attempts_check CHECK ((attempts >= 0)) );
ALTER TABLE notifications_message ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY ( SEQUENCE NAME notifications_message_id_seq );
CREATE TABLE organizations_historicalsocialorganization ( id bigint NOT NULL, uscc varchar(18), name varchar(100) NOT NULL, kind varchar(20) NOT NULL, tier varchar(20) NOT NULL, fields jsonb NOT NULL, grade varchar(2) NOT NULL, graded_on date, introduction text NOT NULL, contact_name varchar(60) NOT NULL, contact_phone varchar(20) NOT NULL, state varchar(10) NOT NULL, review_note varchar(300) NOT NULL, reviewed_at timestamptz, is_demo boolean NOT NULL, created_at timestamptz NOT NULL, history_id integer NOT NULL, history_date timestamptz NOT NULL, history_change_reason varchar(100), history_type varchar(1) NOT NULL, history_user_id bigint, region_id varchar(12), reviewed_by_id bigint, partner_id bigint );
ALTER TABLE organizations_historicalsocialorganization ALTER COLUMN history_id ADD GENERATED BY DEFAULT AS IDENTITY ( SEQUENCE NAME organizations_historicalsocialorganization_history_id_seq );
CREATE TABLE organizations_organizationmember ( id bigint NOT NULL, role varchar(10) NOT NULL, since date NOT NULL, person_id bigint NOT NULL, organization_id bigint NOT NULL );
ALTER TABLE organizations_organizationmember ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY ( SEQUENCE NAME organizations_organizationmember_id_seq );
CREATE TABLE organizations_socialorganization ( id bigint NOT NULL, uscc varchar(18), name varchar(100) NOT NULL, kind varchar(20) NOT NULL, tier varchar(20) NOT NULL, fields jsonb NOT NULL, grade varchar(2) NOT NULL, graded_on date, introduction text NOT NULL, contact_name varchar(60) NOT NULL, contact_phone varchar(20) NOT NULL, state varchar(10) NOT NULL, review_note varchar(300) NOT NULL, reviewed_at timestamptz, is_demo boolean NOT NULL, created_at timestamptz NOT NULL, region_id varchar(12) NOT NULL, reviewed_by_id bigint, partner_id bigint, CONSTRAINT grade_has_a_date CHECK ((((grade)::text = ''::text) OR (graded_on IS NOT NULL))), CONSTRAINT registered_organization_has_uscc CHECK (((((tier)::text = 'registered'::text) AND (uscc IS NOT NULL)) OR (NOT ((tier)::text = 'registered'::text)))) );
ALTER TABLE organizations_socialorganization ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY ( SEQUENCE NAME organizations_socialorganization_id_seq );
CREATE TABLE people_accesslog ( id bigint NOT NULL, at timestamptz NOT NULL, action varchar(10) NOT NULL, detail varchar(200) NOT NULL, count integer NOT NULL, address inet, outcome varchar(10) NOT NULL, actor_id bigint, region_id varchar(12), subject_id bigint, CONSTRAINT people_accesslog_count_check CHECK ((count >= 0)) );
ALTER TABLE people_accesslog ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY ( SEQUENCE NAME people_accesslog_id_seq );
CREATE TABLE people_consent ( id bigint NOT NULL, purpose varchar(30) NOT NULL, given_on date NOT NULL, method varchar(20) NOT NULL, given_by varchar(60) NOT NULL, recorded_at timestamptz NOT NULL, withdrawn_on date, withdrawal_note varchar(200) NOT NULL, recorded_by_id bigint, person_id bigint NOT NULL, CONSTRAINT consent_period CHECK (((withdrawn_on IS NULL) OR (withdrawn_on >= given_on))) );
ALTER TABLE people_consent ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY ( SEQUENCE NAME people_consent_id_seq );
CREATE TABLE people_dialect ( id bigint NOT NULL, code varchar(40) NOT NULL, name varchar(40) NOT NULL );
ALTER TABLE people_dialect ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY ( SEQUENCE NAME people_dialect_id_seq );
CREATE TABLE people_historicalperson ( id bigint NOT NULL, uuid uuid NOT NULL, name varchar(60) NOT NULL, sex varchar(1) NOT NULL, birth_date date, phone varchar(20) NOT NULL, died_on date, is_demo boolean NOT NULL, created_at timestamptz NOT NULL, updated_at timestamptz NOT NULL, history_id integer NOT NULL, history_date timestamptz NOT NULL, history_change_reason varchar(100), history_type varchar(1) NOT NULL, history_user_id bigint, region_id varchar(12), user_id bigint );
ALTER TABLE people_historicalperson ALTER COLUMN history_id ADD GENERATED BY DEFAULT AS IDENTITY ( SEQUENCE NAME people_historicalperson_history_id_seq );
CREATE TABLE people_kinship ( id bigint NOT NULL, uuid uuid NOT NULL, relation varchar(20) NOT NULL, named varchar(60) NOT NULL, named_phone varchar(20) NOT NULL, named_id_index varchar(64) NOT NULL, proposed_at timestamptz NOT NULL, verified_at timestamptz, proof varchar(10) NOT NULL, document varchar(20) NOT NULL, declined_at timestamptz, ended_at timestamptz, declined_by_id bigint, ended_by_id bigint, person_id bigint NOT NULL, relative_id bigint, verified_by_id bigint, CONSTRAINT kinship_between_two CHECK (((relative_id IS NULL) OR (NOT ((relative_id = person_id) AND (relative_id IS NOT NULL))))), CONSTRAINT kinship_declined_or_verified CHECK (((declined_at IS NULL) OR (verified_at IS NULL))), CONSTRAINT kinship_verified_with_proof CHECK (((((proof)::text = ''::text) AND (verified_at IS NULL)) OR (((proof)::text = ANY ((ARRAY['relative'::character varying, 'worker'::character varying])::text[])) AND (relative_id IS NOT NULL) AND (verified_at IS NOT NULL)))) );
ALTER TABLE people_kinship ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY ( SEQUENCE NAME people_kinship_id_seq );
CREATE TABLE people_mandate ( id bigint NOT NULL, relation varchar(40) NOT NULL, valid_from date NOT NULL, valid_until date, revoked_at timestamptz, recorded_at timestamptz NOT NULL, recorded_by_id bigint, agent_id bigint NOT NULL, principal_id bigint NOT NULL, revoked_by_id bigint, may_ask boolean NOT NULL, may_give boolean NOT NULL, CONSTRAINT mandate_for_another CHECK ((NOT (principal_id = agent_id))) );
ALTER TABLE people_mandate ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY ( SEQUENCE NAME people_mandate_id_seq );
CREATE TABLE people_mandateuse ( id bigint NOT NULL, scope varchar(10) NOT NULL, at timestamptz NOT NULL, what varchar(300) NOT NULL, key varchar(120) NOT NULL, mandate_id bigint NOT NULL );
ALTER TABLE people_mandateuse ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY ( SEQUENCE NAME people_mandateuse_id_seq );
CREATE TABLE people_person ( id bigint NOT NULL, uuid uuid NOT NULL, name varchar(60) NOT NULL, sex varchar(1) NOT NULL, birth_date date, id_number text NOT NULL, id_number_index varchar(64), phone varchar(20) NOT NULL, died_on date, is_demo boolean NOT NULL, created_at timestamptz NOT NULL, updated_at timestamptz NOT NULL, region_id varchar(12), user_id bigint );
CREATE TABLE people_person_dialects ( id bigint NOT NULL, person_id bigint NOT NULL, dialect_id bigint NOT NULL );
ALTER TABLE people_person_dialects ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY ( SEQUENCE NAME people_person_dialects_id_seq );
ALTER TABLE people_person ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY ( SEQUENCE NAME people_person_id_seq );
CREATE TABLE people_rolegrant ( id bigint NOT NULL, role varchar(30) NOT NULL, valid_from date NOT NULL, valid_until date, granted_at timestamptz NOT NULL, granted_by_id bigint, region_id varchar(12) NOT NULL, user_id bigint NOT NULL, ended_at timestamptz, ended_by_id bigint, CONSTRAINT role_grant_period CHECK (((valid_until IS NULL) OR (valid_until >= valid_from))) );
ALTER TABLE people_rolegrant ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY ( SEQUENCE NAME people_rolegrant_id_seq );
CREATE TABLE people_user ( id bigint NOT NULL, password varchar(128) NOT NULL, last_login timestamptz, is_superuser boolean NOT NULL, first_name varchar(150) NOT NULL, last_name varchar(150) NOT NULL, email varchar(254) NOT NULL, is_staff boolean NOT NULL, is_active boolean NOT NULL, date_joined timestamptz NOT NULL, username varchar(150) NOT NULL, phone varchar(20), phone_verified boolean NOT NULL );
CREATE TABLE people_user_groups ( id bigint NOT NULL, user_id bigint NOT NULL, group_id integer NOT NULL );
ALTER TABLE people_user_groups ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY ( SEQUENCE NAME people_user_groups_id_seq );
ALTER TABLE people_user ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY ( SEQUENCE NAME people_user_id_seq );
CREATE TABLE people_user_user_permissions ( id bigint NOT NULL, user_id bigint NOT NULL, permission_id integer NOT NULL );
ALTER TABLE people_user_user_permissions ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY ( SEQUENCE NAME people_user_user_permissions_id_seq );
CREATE TABLE platform_site_homepage ( page_ptr_id integer NOT NULL, title_en varchar(255) NOT NULL, intro varchar(300) NOT NULL, intro_en varchar(300) NOT NULL, body jsonb NOT NULL, body_en jsonb NOT NULL );
CREATE TABLE platform_site_infopage ( page_ptr_id integer NOT NULL, title_en varchar(255) NOT NULL, intro varchar(300) NOT NULL, intro_en varchar(300) NOT NULL, body jsonb NOT NULL, body_en jsonb NOT NULL, on_home boolean NOT NULL, icon varchar(20) NOT NULL );
CREATE TABLE platform_site_newsindexpage ( page_ptr_id integer NOT NULL, title_en varchar(255) NOT NULL, intro varchar(300) NOT NULL, intro_en varchar(300) NOT NULL, body jsonb NOT NULL, body_en jsonb NOT NULL );
CREATE TABLE platform_site_newspage ( page_ptr_id integer NOT NULL, title_en varchar(255) NOT NULL, intro varchar(300) NOT NULL, intro_en varchar(300) NOT NULL, body jsonb NOT NULL, body_en jsonb NOT NULL, day date NOT NULL );
CREATE TABLE policies_policyrow ( id bigint NOT NULL, key varchar(80) NOT NULL, value jsonb NOT NULL, valid_from date NOT NULL, source_kind varchar(10) NOT NULL, source varchar(300) NOT NULL, note varchar(300) NOT NULL, created_at timestamptz NOT NULL, author_id bigint, region_id varchar(12) );
ALTER TABLE policies_policyrow ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY ( SEQUENCE NAME policies_policyrow_id_seq );
CREATE TABLE regions_region ( lat double precision, lon double precision, location_quality varchar(12) NOT NULL, code varchar(12) NOT NULL, level varchar(10) NOT NULL, name varchar(60) NOT NULL, urban_rural varchar(3) NOT NULL, source text NOT NULL, parent_id varchar(12), CONSTRAINT regions_region_code_agrees_with_level CHECK (((((code)::text ~ '^[0-9]{2}(?!00)[0-9]{2}00000000\Z'::text) AND ((level)::text = 'city'::text)) OR (((code)::text ~ '^[0-9]{4}(?!00)[0-9]{2}000000\Z'::text) AND ((level)::text = 'county'::text)) OR (((code)::text ~ '^[0-9]{6}(?!000)[0-9]{3}000\Z'::text) AND ((level)::text = 'township'::text)) OR (((code)::text ~ '^[0-9]{9}(?!000)[0-9]{3}\Z'::text) AND ((level)::text = 'community'::text)))), CONSTRAINT regions_region_has_a_name CHECK ((NOT ((name)::text = ''::text))), CONSTRAINT regions_region_parent_agrees_with_code CHECK (((((level)::text = 'city'::text) AND (parent_id IS NULL)) OR ((parent_id IS NOT NULL) AND ((((level)::text = 'county'::text) AND ((parent_id)::text = (COALESCE("substring"((code)::text, 1, 4), ''::text) || COALESCE('00000000'::text, ''::text)))) OR (((level)::text = 'township'::text) AND ((parent_id)::text = (COALESCE("substring"((code)::text, 1, 6), ''::text) || COALESCE('000000'::text, ''::text)))) OR (((level)::text = 'community'::text) AND ((parent_id)::text = (COALESCE("substring"((code)::text, 1, 9), ''::text) || COALESCE('000'::text, ''::text)))))))), CONSTRAINT regions_region_point_valid CHECK ((((lat IS NULL) AND (lon IS NULL)) OR ((lat IS NOT NULL) AND (lon IS NOT NULL) AND (lat >= ('-90.0'::numeric)::double precision) AND (lat <= (90.0)::double precision) AND (lon >= ('-180.0'::numeric)::double precision) AND (lon <= (180.0)::double precision)))), CONSTRAINT regions_region_urban_rural_known CHECK (((urban_rural)::text = ANY ((ARRAY[''::character varying, '111'::character varying, '112'::character varying, '121'::character varying, '122'::character varying, '123'::character varying, '210'::character varying, '220'::character varying])::text[]))) );
CREATE TABLE regions_zone ( id bigint NOT NULL, code varchar(40) NOT NULL, name varchar(60) NOT NULL, source text NOT NULL );
ALTER TABLE regions_zone ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY ( SEQUENCE NAME regions_zone_id_seq );
CREATE TABLE regions_zone_townships ( id bigint NOT NULL, zone_id bigint NOT NULL, region_id varchar(12) NOT NULL );
ALTER TABLE regions_zone_townships ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY ( SEQUENCE NAME regions_zone_townships_id_seq );
CREATE TABLE service_requests_requestevent ( id bigint NOT NULL, at timestamptz NOT NULL, step varchar(15) NOT NULL, to_state varchar(10) NOT NULL, note varchar(300) NOT NULL, actor_id bigint, request_id bigint NOT NULL );
ALTER TABLE service_requests_requestevent ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY ( SEQUENCE NAME service_requests_requestevent_id_seq );
CREATE TABLE service_requests_servicerequest ( id bigint NOT NULL, uuid uuid NOT NULL, channel varchar(10) NOT NULL, agreed_note varchar(300) NOT NULL, category varchar(15) NOT NULL, minutes smallint NOT NULL, wish text NOT NULL, first_day date NOT NULL, last_day date NOT NULL, slots integer NOT NULL, prefers_sex varchar(1) NOT NULL, address text NOT NULL, door text NOT NULL, code text NOT NULL, state varchar(10) NOT NULL, asked_at timestamptz NOT NULL, confirm_by timestamptz, asked_by_id bigint NOT NULL, beneficiary_id bigint NOT NULL, mandate_id bigint, region_id varchar(12) NOT NULL, reservation_id bigint NOT NULL, task_id bigint, CONSTRAINT request_by_phone_has_a_note CHECK (((NOT ((channel)::text = 'phone'::text)) OR (NOT ((agreed_note)::text = ''::text)))), CONSTRAINT request_mandate_fits_channel CHECK (((((channel)::text = 'mandate'::text) AND (mandate_id IS NOT NULL)) OR ((NOT ((channel)::text = 'mandate'::text)) AND (mandate_id IS NULL)))), CONSTRAINT request_minutes CHECK (((minutes > 0) AND (minutes <= 1440))), CONSTRAINT request_served_has_a_date CHECK (((NOT ((state)::text = 'served'::text)) OR (confirm_by IS NOT NULL))), CONSTRAINT request_under_way_has_a_task CHECK (((NOT ((state)::text = ANY ((ARRAY['open'::character varying, 'served'::character varying, 'disputed'::character varying, 'paid'::character varying, 'unpaid'::character varying, 'no_show'::character varying])::text[]))) OR (task_id IS NOT NULL))), CONSTRAINT request_window CHECK ((last_day >= first_day)), CONSTRAINT service_requests_servicerequest_minutes_check CHECK ((minutes >= 0)), CONSTRAINT service_requests_servicerequest_slots_check CHECK ((slots >= 0)) );
ALTER TABLE service_requests_servicerequest ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY ( SEQUENCE NAME service_requests_servicerequest_id_seq );
CREATE TABLE taggit_tag ( id integer NOT NULL, name varchar(100) NOT NULL, slug varchar(100) NOT NULL );
ALTER TABLE taggit_tag ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY ( SEQUENCE NAME taggit_tag_id_seq );
CREATE TABLE taggit_taggeditem ( id integer NOT NULL, object_id integer NOT NULL, content_type_id integer NOT NULL, tag_id integer NOT NULL );
ALTER TABLE taggit_taggeditem ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY ( SEQUENCE NAME taggit_taggeditem_id_seq );
CREATE TABLE timebank_account ( id bigint NOT NULL, uuid uuid NOT NULL, kind varchar(12) NOT NULL, unit varchar(12) NOT NULL, may_not_go_below_zero boolean NOT NULL, posted_debits bigint NOT NULL, posted_credits bigint NOT NULL, pending_debits bigint NOT NULL, pending_credits bigint NOT NULL, opened_at timestamptz NOT NULL, closed_at timestamptz, person_id bigint, region_id varchar(12), head varchar(64) NOT NULL, slots smallint NOT NULL, CONSTRAINT account_not_below_zero CHECK (((NOT may_not_go_below_zero) OR (posted_credits >= (posted_debits + pending_debits)))), CONSTRAINT account_owner_fits_kind CHECK (((((kind)::text = ANY ((ARRAY['personal'::character varying, 'donate_only'::character varying])::text[])) AND (person_id IS NOT NULL) AND (region_id IS NULL)) OR (((kind)::text = ANY ((ARRAY['pool'::character varying, 'honours'::character varying, 'escrow'::character varying])::text[])) AND (person_id IS NULL) AND (region_id IS NOT NULL)) OR (((kind)::text = 'issuing'::text) AND (person_id IS NULL)))), CONSTRAINT account_sides_not_negative CHECK (((pending_credits >= 0) AND (pending_debits >= 0) AND (posted_credits >= 0) AND (posted_debits >= 0))), CONSTRAINT account_unit_known CHECK (((unit)::text = ANY ((ARRAY['coin_minutes'::character varying, 'points'::character varying])::text[]))), CONSTRAINT closed_account_is_empty CHECK (((closed_at IS NULL) OR ((pending_credits = 0) AND (pending_debits = 0) AND (posted_credits = posted_debits)))), CONSTRAINT only_issuing_goes_below_zero CHECK (((((kind)::text = 'issuing'::text) AND (NOT may_not_go_below_zero)) OR ((NOT ((kind)::text = 'issuing'::text)) AND may_not_go_below_zero))), CONSTRAINT timebank_account_slots_check CHECK ((slots >= 0)) );
ALTER TABLE timebank_account ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY ( SEQUENCE NAME timebank_account_id_seq );
CREATE TABLE timebank_accountslot ( id bigint NOT NULL, posted_debits bigint NOT NULL, posted_credits bigint NOT NULL, pending_debits bigint NOT NULL, pending_credits bigint NOT NULL, head varchar(64) NOT NULL, number smallint NOT NULL, may_not_go_below_zero boolean NOT NULL, account_id bigint NOT NULL, CONSTRAINT slot_not_below_zero CHECK (((NOT may_not_go_below_zero) OR (posted_credits >= (posted_debits + pending_debits)))), CONSTRAINT slot_numbered_from_one CHECK ((number >= 1)), CONSTRAINT slot_sides_not_negative CHECK (((pending_credits >= 0) AND (pending_debits >= 0) AND (posted_credits >= 0) AND (posted_debits >= 0))), CONSTRAINT timebank_accountslot_number_check CHECK ((number >= 0)) );
ALTER TABLE timebank_accountslot ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY ( SEQUENCE NAME timebank_accountslot_id_seq );
CREATE TABLE timebank_anomalyrun ( id bigint NOT NULL, started_at timestamptz NOT NULL, seen_record bigint NOT NULL, seen_transfer bigint NOT NULL, found integer NOT NULL, CONSTRAINT timebank_anomalyrun_found_check CHECK ((found >= 0)) );
ALTER TABLE timebank_anomalyrun ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY ( SEQUENCE NAME timebank_anomalyrun_id_seq );
CREATE TABLE timebank_certificate ( id bigint NOT NULL, uuid uuid NOT NULL, number varchar(16) NOT NULL, token varchar(40) NOT NULL, key varchar(100) NOT NULL, holder_name varchar(60) NOT NULL, issuer varchar(120) NOT NULL, since date NOT NULL, until date NOT NULL, services integer NOT NULL, minutes integer NOT NULL, content jsonb NOT NULL, issued_at timestamptz NOT NULL, issued_by_id bigint, person_id bigint NOT NULL, region_id varchar(12) NOT NULL, CONSTRAINT certificate_certifies_something CHECK (((minutes > 0) AND (services > 0))), CONSTRAINT certificate_period_in_order CHECK ((until >= since)), CONSTRAINT timebank_certificate_minutes_check CHECK ((minutes >= 0)), CONSTRAINT timebank_certificate_services_check CHECK ((services >= 0)) );
ALTER TABLE timebank_certificate ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY ( SEQUENCE NAME timebank_certificate_id_seq );
CREATE TABLE timebank_certificateending ( id bigint NOT NULL, state varchar(12) NOT NULL, reason varchar(20) NOT NULL, note varchar(300) NOT NULL, at timestamptz NOT NULL, by_id bigint, certificate_id bigint NOT NULL, CONSTRAINT certificate_ending_ends_it CHECK ((NOT ((state)::text = 'valid'::text))) );
ALTER TABLE timebank_certificateending ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY ( SEQUENCE NAME timebank_certificateending_id_seq );
CREATE TABLE timebank_certificatefile ( certificate_id bigint NOT NULL, pdf bytea NOT NULL, sha256 varchar(64) NOT NULL );
CREATE TABLE timebank_certifiedrecord ( id bigint NOT NULL, certificate_id bigint NOT NULL, record_id bigint NOT NULL );
ALTER TABLE timebank_certifiedrecord ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY ( SEQUENCE NAME timebank_certifiedrecord_id_seq );
CREATE TABLE timebank_credithold ( id bigint NOT NULL, uuid uuid NOT NULL, reason varchar(200) NOT NULL, contact varchar(80) NOT NULL, coin_minutes bigint NOT NULL, points bigint NOT NULL, held_coin_minutes bigint NOT NULL, held_points bigint NOT NULL, state varchar(10) NOT NULL, placed_at timestamptz NOT NULL, decided_at timestamptz, decision varchar(200) NOT NULL, kept_minutes integer, decided_by_id bigint, placed_by_id bigint NOT NULL, record_id bigint NOT NULL, suspicion_id bigint, CONSTRAINT decided_hold_says_who_and_why CHECK ((((state)::text = 'held'::text) OR ((decided_at IS NOT NULL) AND (decided_by_id IS NOT NULL) AND (NOT ((decision)::text = ''::text))))), CONSTRAINT hold_has_a_reason CHECK ((NOT ((reason)::text = ''::text))), CONSTRAINT no_more_held_than_credited CHECK (((held_coin_minutes <= coin_minutes) AND (held_points <= points))), CONSTRAINT timebank_credithold_coin_minutes_check CHECK ((coin_minutes >= 0)), CONSTRAINT timebank_credithold_held_coin_minutes_check CHECK ((held_coin_minutes >= 0)), CONSTRAINT timebank_credithold_held_points_check CHECK ((held_points >= 0)), CONSTRAINT timebank_credithold_kept_minutes_check CHECK ((kept_minutes >= 0)), CONSTRAINT timebank_credithold_points_check CHECK ((points >= 0)) );
ALTER TABLE timebank_credithold ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY ( SEQUENCE NAME timebank_credithold_id_seq );
CREATE TABLE timebank_earmark ( id bigint NOT NULL, uuid uuid NOT NULL, minutes bigint NOT NULL, created_at timestamptz NOT NULL, assigned_at timestamptz, released_at timestamptz, assigned_by_id bigint, county_id varchar(12) NOT NULL, donor_id bigint NOT NULL, payment_id bigint, region_id varchar(12) NOT NULL, released_by_id bigint, transfer_id bigint NOT NULL, CONSTRAINT earmark_assigned_is_paid CHECK ((((assigned_at IS NULL) AND (payment_id IS NULL)) OR ((assigned_at IS NOT NULL) AND (payment_id IS NOT NULL) AND (released_at IS NULL)))), CONSTRAINT earmark_positive CHECK ((minutes > 0)) );
ALTER TABLE timebank_earmark ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY ( SEQUENCE NAME timebank_earmark_id_seq );
CREATE TABLE timebank_expirynotice ( id bigint NOT NULL, expires_on date NOT NULL, credited_until date NOT NULL, minutes bigint NOT NULL, told_at timestamptz NOT NULL, done_on date, expired_minutes bigint NOT NULL, account_id bigint NOT NULL, transfer_id bigint );
ALTER TABLE timebank_expirynotice ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY ( SEQUENCE NAME timebank_expirynotice_id_seq );
CREATE TABLE timebank_nominee ( id bigint NOT NULL, since timestamptz NOT NULL, ended_at timestamptz, end_reason varchar(200) NOT NULL, person_id bigint NOT NULL, recorded_by_id bigint, relative_id bigint NOT NULL, CONSTRAINT nominee_is_another CHECK ((NOT (relative_id = person_id))) );
ALTER TABLE timebank_nominee ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY ( SEQUENCE NAME timebank_nominee_id_seq );
CREATE TABLE timebank_offer ( id bigint NOT NULL, uuid uuid NOT NULL, title varchar(60) NOT NULL, description varchar(600) NOT NULL, kind varchar(10) NOT NULL, price_points integer NOT NULL, stock integer, most_per_month integer, valid_from date NOT NULL, valid_until date, state varchar(10) NOT NULL, created_at timestamptz NOT NULL, changed_by_id bigint, reach_id varchar(12) NOT NULL, partner_id bigint NOT NULL, CONSTRAINT offer_has_a_title CHECK ((NOT ((title)::text = ''::text))), CONSTRAINT offer_month_limit_sensible CHECK (((most_per_month IS NULL) OR ((most_per_month >= 1) AND (most_per_month <= 1000)))), CONSTRAINT offer_period CHECK (((valid_until IS NULL) OR (valid_until >= valid_from))), CONSTRAINT offer_price_sensible CHECK (((price_points >= 1) AND (price_points <= 1000000))), CONSTRAINT offer_stock_sensible CHECK (((stock IS NULL) OR ((stock >= 0) AND (stock <= 1000000)))), CONSTRAINT timebank_offer_most_per_month_check CHECK ((most_per_month >= 0)), CONSTRAINT timebank_offer_price_points_check CHECK ((price_points >= 0)), CONSTRAINT timebank_offer_stock_check CHECK ((stock >= 0)) );
ALTER TABLE timebank_offer ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY ( SEQUENCE NAME timebank_offer_id_seq );
CREATE TABLE timebank_partner ( id bigint NOT NULL, uuid uuid NOT NULL, name varchar(60) NOT NULL, kind varchar(12) NOT NULL, address varchar(120) NOT NULL, phone varchar(20) NOT NULL, opening_note varchar(120) NOT NULL, state varchar(10) NOT NULL, review_note varchar(300) NOT NULL, reviewed_at timestamptz, is_demo boolean NOT NULL, created_at timestamptz NOT NULL, region_id varchar(12) NOT NULL, reviewed_by_id bigint, CONSTRAINT partner_has_a_name CHECK ((NOT ((name)::text = ''::text))) );
ALTER TABLE timebank_partner ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY ( SEQUENCE NAME timebank_partner_id_seq );
CREATE TABLE timebank_partnerstaff ( id bigint NOT NULL, name varchar(60) NOT NULL, phone varchar(20) NOT NULL, role varchar(10) NOT NULL, invited_at timestamptz NOT NULL, invited_until timestamptz, accepted_at timestamptz, ended_at timestamptz, ended_by_id bigint, invited_by_id bigint, partner_id bigint NOT NULL, person_id bigint, CONSTRAINT partner_staff_accepted_by_a_person CHECK ((((accepted_at IS NULL) AND (person_id IS NULL)) OR ((accepted_at IS NOT NULL) AND (person_id IS NOT NULL)))) );
ALTER TABLE timebank_partnerstaff ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY ( SEQUENCE NAME timebank_partnerstaff_id_seq );
CREATE TABLE timebank_phonecall ( id bigint NOT NULL, uuid uuid NOT NULL, state varchar(15) NOT NULL, attempts smallint NOT NULL, decided_at timestamptz, record_id bigint NOT NULL, served_id bigint NOT NULL, sample_id bigint NOT NULL, CONSTRAINT timebank_phonecall_attempts_check CHECK ((attempts >= 0)) );
ALTER TABLE timebank_phonecall ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY ( SEQUENCE NAME timebank_phonecall_id_seq );
CREATE TABLE timebank_phonecallattempt ( id bigint NOT NULL, at timestamptz NOT NULL, result varchar(15) NOT NULL, note varchar(300) NOT NULL, call_id bigint NOT NULL, caller_id bigint NOT NULL );
ALTER TABLE timebank_phonecallattempt ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY ( SEQUENCE NAME timebank_phonecallattempt_id_seq );
CREATE TABLE timebank_phonesample ( id bigint NOT NULL, uuid uuid NOT NULL, month date NOT NULL, seed varchar(32) NOT NULL, frame jsonb NOT NULL, population integer NOT NULL, nobody_to_call integer NOT NULL, verifiers integer NOT NULL, drawn_at timestamptz NOT NULL, county_id varchar(12) NOT NULL, CONSTRAINT timebank_phonesample_nobody_to_call_check CHECK ((nobody_to_call >= 0)), CONSTRAINT timebank_phonesample_population_check CHECK ((population >= 0)), CONSTRAINT timebank_phonesample_verifiers_check CHECK ((verifiers >= 0)) );
ALTER TABLE timebank_phonesample ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY ( SEQUENCE NAME timebank_phonesample_id_seq );
CREATE TABLE timebank_poolgrant ( id bigint NOT NULL, month date NOT NULL, ground varchar(40) NOT NULL, outcome varchar(10) NOT NULL, minutes bigint NOT NULL, place integer NOT NULL, balance_before bigint NOT NULL, decided_at timestamptz NOT NULL, county_id varchar(12) NOT NULL, person_id bigint NOT NULL, region_id varchar(12) NOT NULL, transfer_id bigint, CONSTRAINT grant_has_its_transfer CHECK ((((minutes > 0) AND ((outcome)::text = 'granted'::text) AND (transfer_id IS NOT NULL)) OR ((NOT ((outcome)::text = 'granted'::text)) AND (minutes = 0) AND (transfer_id IS NULL)))), CONSTRAINT grant_month_is_a_first CHECK ((EXTRACT(day FROM month) = (1)::numeric)), CONSTRAINT timebank_poolgrant_place_check CHECK ((place >= 0)) );
ALTER TABLE timebank_poolgrant ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY ( SEQUENCE NAME timebank_poolgrant_id_seq );
CREATE TABLE timebank_servicerecord ( id bigint NOT NULL, uuid uuid NOT NULL, activity varchar(200) NOT NULL, category varchar(15) NOT NULL, served_on date NOT NULL, started_at timestamptz NOT NULL, ended_at timestamptz NOT NULL, minutes integer NOT NULL, place varchar(200) NOT NULL, content varchar(500) NOT NULL, organiser varchar(120) NOT NULL, in_charge varchar(60) NOT NULL, evidence_grade varchar(1) NOT NULL, source_key varchar(150) NOT NULL, correction_reason varchar(300) NOT NULL, recorded_at timestamptz NOT NULL, corrects_id bigint, person_id bigint NOT NULL, recorded_by_id bigint, region_id varchar(12) NOT NULL, "group" varchar(120) NOT NULL, late boolean NOT NULL, CONSTRAINT record_category_known CHECK (((category)::text = ANY ((ARRAY['visit'::character varying, 'companionship'::character varying, 'housework'::character varying, 'health'::character varying, 'meals'::character varying, 'repair'::character varying, 'transport'::character varying, 'culture'::character varying, 'training'::character varying, 'other'::character varying])::text[]))), CONSTRAINT record_ends_after_start CHECK ((ended_at >= started_at)), CONSTRAINT record_grade_known CHECK (((evidence_grade)::text = ANY ((ARRAY['A'::character varying, 'B'::character varying, 'C'::character varying])::text[]))), CONSTRAINT record_has_a_source CHECK ((NOT ((source_key)::text = ''::text))), CONSTRAINT record_minutes_positive CHECK (((minutes > 0) OR (corrects_id IS NOT NULL))), CONSTRAINT record_within_a_day CHECK ((minutes <= 1440)), CONSTRAINT timebank_servicerecord_minutes_check CHECK ((minutes >= 0)) );
ALTER TABLE timebank_servicerecord ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY ( SEQUENCE NAME timebank_servicerecord_id_seq );
CREATE TABLE timebank_settlement ( id bigint NOT NULL, batch uuid NOT NULL, cause varchar(10) NOT NULL, to_relative_minutes bigint NOT NULL, to_pool_minutes bigint NOT NULL, points bigint NOT NULL, ended jsonb NOT NULL, settled_at timestamptz NOT NULL, undone_at timestamptz, undo_reason varchar(300) NOT NULL, person_id bigint NOT NULL, region_id varchar(12) NOT NULL, relative_id bigint, settled_by_id bigint, undone_by_id bigint );
ALTER TABLE timebank_settlement ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY ( SEQUENCE NAME timebank_settlement_id_seq );
CREATE TABLE timebank_standinginstruction ( id bigint NOT NULL, since timestamptz NOT NULL, ended_at timestamptz, end_reason varchar(200) NOT NULL, threshold_minutes bigint NOT NULL, "to" varchar(10) NOT NULL, person_id bigint NOT NULL, recorded_by_id bigint, relative_id bigint, CONSTRAINT standing_for_another CHECK (((relative_id IS NULL) OR (NOT ((relative_id = person_id) AND (relative_id IS NOT NULL))))), CONSTRAINT standing_names_the_relative CHECK ((((relative_id IS NULL) AND (("to")::text = 'pool'::text)) OR ((relative_id IS NOT NULL) AND (("to")::text = 'relative'::text)))), CONSTRAINT standing_threshold CHECK ((threshold_minutes >= 0)) );
ALTER TABLE timebank_standinginstruction ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY ( SEQUENCE NAME timebank_standinginstruction_id_seq );
CREATE TABLE timebank_staraward ( id bigint NOT NULL, level smallint NOT NULL, threshold_minutes integer NOT NULL, certified_minutes integer NOT NULL, awarded_at timestamptz NOT NULL, notice_from date, notice_until date, effective_on date NOT NULL, withdrawn_at timestamptz, withdrawal_reason varchar(300) NOT NULL, person_id bigint NOT NULL, region_id varchar(12) NOT NULL, service_record_id bigint NOT NULL, withdrawn_by_id bigint, contested boolean NOT NULL, CONSTRAINT star_level_positive CHECK ((level >= 1)), CONSTRAINT star_takes_effect_after_notice CHECK ((((notice_from IS NULL) AND (notice_until IS NULL)) OR ((effective_on > notice_until) AND (notice_until >= notice_from)))), CONSTRAINT timebank_staraward_certified_minutes_check CHECK ((certified_minutes >= 0)), CONSTRAINT timebank_staraward_level_check CHECK ((level >= 0)), CONSTRAINT timebank_staraward_threshold_minutes_check CHECK ((threshold_minutes >= 0)) );
ALTER TABLE timebank_staraward ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY ( SEQUENCE NAME timebank_staraward_id_seq );
CREATE TABLE timebank_starobjection ( id bigint NOT NULL, text varchar(500) NOT NULL, contact text NOT NULL, created_at timestamptz NOT NULL, decision varchar(10) NOT NULL, reason varchar(300) NOT NULL, decided_at timestamptz, award_id bigint NOT NULL, decided_by_id bigint, CONSTRAINT objection_decided_with_a_reason CHECK ((((decided_at IS NULL) AND (decided_by_id IS NULL) AND ((decision)::text = ''::text)) OR ((decided_at IS NOT NULL) AND ((decision)::text = ANY ((ARRAY['dismissed'::character varying, 'withdrawn'::character varying])::text[])) AND (NOT ((reason)::text = ''::text))))) );
ALTER TABLE timebank_starobjection ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY ( SEQUENCE NAME timebank_starobjection_id_seq );
CREATE TABLE timebank_suspicion ( id bigint NOT NULL, uuid uuid NOT NULL, key varchar(200) NOT NULL, kind varchar(30) NOT NULL, figures jsonb NOT NULL, found_at timestamptz NOT NULL, state varchar(10) NOT NULL, decided_at timestamptz, decision varchar(500) NOT NULL, owner_id bigint, region_id varchar(12) NOT NULL, CONSTRAINT decided_suspicion_says_why CHECK ((((state)::text = ANY ((ARRAY['open'::character varying, 'in_check'::character varying])::text[])) OR ((NOT ((decision)::text = ''::text)) AND (decided_at IS NOT NULL) AND (owner_id IS NOT NULL)))) );
ALTER TABLE timebank_suspicion ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY ( SEQUENCE NAME timebank_suspicion_id_seq );
CREATE TABLE timebank_suspicion_persons ( id bigint NOT NULL, suspicion_id bigint NOT NULL, person_id bigint NOT NULL );
ALTER TABLE timebank_suspicion_persons ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY ( SEQUENCE NAME timebank_suspicion_persons_id_seq );
CREATE TABLE timebank_suspicion_records ( id bigint NOT NULL, suspicion_id bigint NOT NULL, servicerecord_id bigint NOT NULL );
ALTER TABLE timebank_suspicion_records ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY ( SEQUENCE NAME timebank_suspicion_records_id_seq );
CREATE TABLE timebank_suspicion_workers ( id bigint NOT NULL, suspicion_id bigint NOT NULL, user_id bigint NOT NULL );
ALTER TABLE timebank_suspicion_workers ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY ( SEQUENCE NAME timebank_suspicion_workers_id_seq );
CREATE TABLE timebank_suspicionevent ( id bigint NOT NULL, at timestamptz NOT NULL, to_state varchar(10) NOT NULL, note varchar(500) NOT NULL, actor_id bigint, suspicion_id bigint NOT NULL );
ALTER TABLE timebank_suspicionevent ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY ( SEQUENCE NAME timebank_suspicionevent_id_seq );
CREATE TABLE timebank_transfer ( sequence bigint NOT NULL, key varchar(200) NOT NULL, kind varchar(12) NOT NULL, unit varchar(12) NOT NULL, amount bigint NOT NULL, batch uuid, reason varchar(20) NOT NULL, memo varchar(200) NOT NULL, details jsonb NOT NULL, expires_at timestamptz, created_at timestamptz NOT NULL, credit_account_id bigint NOT NULL, debit_account_id bigint NOT NULL, pending_id bigint, recorded_by_id bigint, region_id varchar(12), service_record_id bigint, undoes_id bigint, credit_balance bigint, credit_slot smallint NOT NULL, debit_balance bigint, debit_slot smallint NOT NULL, digest varchar(64) NOT NULL, CONSTRAINT only_reservations_expire CHECK (((expires_at IS NULL) OR ((kind)::text = 'pending'::text))), CONSTRAINT timebank_transfer_credit_slot_check CHECK ((credit_slot >= 0)), CONSTRAINT timebank_transfer_debit_slot_check CHECK ((debit_slot >= 0)), CONSTRAINT transfer_amount_positive CHECK ((amount > 0)), CONSTRAINT transfer_between_two_accounts CHECK ((NOT (debit_account_id = credit_account_id))), CONSTRAINT transfer_has_a_key CHECK ((NOT ((key)::text = ''::text))), CONSTRAINT transfer_resolves_a_reservation CHECK (((((kind)::text = ANY ((ARRAY['posted'::character varying, 'pending'::character varying])::text[])) AND (pending_id IS NULL)) OR (((kind)::text = ANY ((ARRAY['post_pending'::character varying, 'void_pending'::character varying])::text[])) AND (pending_id IS NOT NULL)))), CONSTRAINT transfer_undoing_is_booked CHECK (((undoes_id IS NULL) OR ((kind)::text = 'posted'::text))), CONSTRAINT transfer_unit_known CHECK (((unit)::text = ANY ((ARRAY['coin_minutes'::character varying, 'points'::character varying])::text[]))) );
ALTER TABLE timebank_transfer ALTER COLUMN sequence ADD GENERATED BY DEFAULT AS IDENTITY ( SEQUENCE NAME timebank_transfer_sequence_seq );
CREATE TABLE timebank_turnover ( id bigint NOT NULL, month date NOT NULL, region varchar(12) NOT NULL, debit_kind varchar(12) NOT NULL, credit_kind varchar(12) NOT NULL, reason varchar(20) NOT NULL, is_undoing boolean NOT NULL, amount bigint NOT NULL, transfers bigint NOT NULL, CONSTRAINT turnover_positive CHECK (((amount > 0) AND (transfers > 0))) );
ALTER TABLE timebank_turnover ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY ( SEQUENCE NAME timebank_turnover_id_seq );
CREATE TABLE timebank_turnoverrun ( id bigint NOT NULL, through bigint NOT NULL, seen bigint NOT NULL, at timestamptz NOT NULL );
ALTER TABLE timebank_turnoverrun ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY ( SEQUENCE NAME timebank_turnoverrun_id_seq );
CREATE TABLE timebank_voucher ( id bigint NOT NULL, uuid uuid NOT NULL, code varchar(8) NOT NULL, secret varchar(32) NOT NULL, "order" uuid NOT NULL, title varchar(60) NOT NULL, created_at timestamptz NOT NULL, offer_id bigint NOT NULL, person_id bigint NOT NULL, reservation_id bigint NOT NULL );
ALTER TABLE timebank_voucher ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY ( SEQUENCE NAME timebank_voucher_id_seq );
CREATE TABLE usersessions_usersession ( id bigint NOT NULL, created_at timestamptz NOT NULL, ip inet NOT NULL, last_seen_at timestamptz NOT NULL, session_key varchar(40) NOT NULL, user_agent varchar(200) NOT NULL, data jsonb NOT NULL, user_id bigint NOT NULL );
ALTER TABLE usersessions_usersession ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY ( SEQUENCE NAME usersessions_usersession_id_seq );
CREATE TABLE volunteers_absence ( id bigint NOT NULL, first_day date NOT NULL, last_day date NOT NULL, reason varchar(10) NOT NULL, recorded_at timestamptz NOT NULL, ended_at timestamptz, recorded_by_id bigint, volunteer_id bigint NOT NULL, CONSTRAINT absence_first_before_last CHECK ((last_day >= first_day)) );
ALTER TABLE volunteers_absence ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY ( SEQUENCE NAME volunteers_absence_id_seq );
CREATE TABLE volunteers_assignment ( id bigint NOT NULL, uuid uuid NOT NULL, state varchar(12) NOT NULL, origin varchar(10) NOT NULL, offered_at timestamptz NOT NULL, planned_for timestamptz, accepted_at timestamptz, distance_m integer, explanation jsonb NOT NULL, checked_in_at timestamptz, check_in_method varchar(10) NOT NULL, check_in_distance_m integer, checked_out_at timestamptz, minutes integer, evidence varchar(1) NOT NULL, verified_at timestamptz, note varchar(300) NOT NULL, verified_by_id bigint, task_id bigint NOT NULL, volunteer_id bigint NOT NULL, expires_at timestamptz, CONSTRAINT assignment_minutes CHECK (((minutes IS NULL) OR ((minutes > 0) AND (minutes <= 1440)))), CONSTRAINT out_after_in CHECK (((checked_out_at IS NULL) OR (checked_out_at >= checked_in_at))), CONSTRAINT verified_has_minutes CHECK (((NOT ((state)::text = 'verified'::text)) OR ((minutes IS NOT NULL) AND (verified_at IS NOT NULL)))), CONSTRAINT volunteers_assignment_check_in_distance_m_check CHECK ((check_in_distance_m >= 0)), CONSTRAINT volunteers_assignment_distance_m_check CHECK ((distance_m >= 0)), CONSTRAINT volunteers_assignment_minutes_check CHECK ((minutes >= 0)) );
ALTER TABLE volunteers_assignment ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY ( SEQUENCE NAME volunteers_assignment_id_seq );
CREATE TABLE volunteers_assignmentevent ( id bigint NOT NULL, at timestamptz NOT NULL, from_state varchar(12) NOT NULL, to_state varchar(12) NOT NULL, note varchar(300) NOT NULL, actor_id bigint, assignment_id bigint NOT NULL );
ALTER TABLE volunteers_assignmentevent ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY ( SEQUENCE NAME volunteers_assignmentevent_id_seq );
CREATE TABLE volunteers_calendarfeed ( id bigint NOT NULL, secret text NOT NULL, secret_index varchar(64) NOT NULL, created_at timestamptz NOT NULL, person_id bigint NOT NULL );
ALTER TABLE volunteers_calendarfeed ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY ( SEQUENCE NAME volunteers_calendarfeed_id_seq );
CREATE TABLE volunteers_historicalproject ( id bigint NOT NULL, uuid uuid NOT NULL, title varchar(100) NOT NULL, description text NOT NULL, category varchar(20) NOT NULL, contact_name varchar(60) NOT NULL, contact_phone varchar(20) NOT NULL, state varchar(10) NOT NULL, review_note varchar(300) NOT NULL, reviewed_at timestamptz, created_at timestamptz NOT NULL, is_demo boolean NOT NULL, history_id integer NOT NULL, history_date timestamptz NOT NULL, history_change_reason varchar(100), history_type varchar(1) NOT NULL, created_by_id bigint, history_user_id bigint, organization_id bigint, region_id varchar(12), reviewed_by_id bigint, team_id bigint, serves_as_group boolean NOT NULL );
ALTER TABLE volunteers_historicalproject ALTER COLUMN history_id ADD GENERATED BY DEFAULT AS IDENTITY ( SEQUENCE NAME volunteers_historicalproject_history_id_seq );
CREATE TABLE volunteers_historicalteam ( id bigint NOT NULL, name varchar(100) NOT NULL, introduction varchar(500) NOT NULL, state varchar(10) NOT NULL, review_note varchar(300) NOT NULL, reviewed_at timestamptz, is_demo boolean NOT NULL, created_at timestamptz NOT NULL, history_id integer NOT NULL, history_date timestamptz NOT NULL, history_change_reason varchar(100), history_type varchar(1) NOT NULL, history_user_id bigint, organization_id bigint, region_id varchar(12), reviewed_by_id bigint, leader_id bigint );
ALTER TABLE volunteers_historicalteam ALTER COLUMN history_id ADD GENERATED BY DEFAULT AS IDENTITY ( SEQUENCE NAME volunteers_historicalteam_history_id_seq );
CREATE TABLE volunteers_historicalvolunteer ( id bigint NOT NULL, lat double precision, lon double precision, location_quality varchar(12) NOT NULL, state varchar(10) NOT NULL, max_distance_m integer NOT NULL, monthly_cap_minutes integer NOT NULL, availability integer NOT NULL, insured_until date, visits_elders boolean NOT NULL, introduction varchar(500) NOT NULL, review_note varchar(300) NOT NULL, reviewed_at timestamptz, registered_on date NOT NULL, history_id integer NOT NULL, history_date timestamptz NOT NULL, history_change_reason varchar(100), history_type varchar(1) NOT NULL, history_user_id bigint, person_id bigint, region_id varchar(12), reviewed_by_id bigint, CONSTRAINT volunteers_historicalvolunteer_availability_check CHECK ((availability >= 0)), CONSTRAINT volunteers_historicalvolunteer_max_distance_m_check CHECK ((max_distance_m >= 0)), CONSTRAINT volunteers_historicalvolunteer_monthly_cap_minutes_check CHECK ((monthly_cap_minutes >= 0)) );
ALTER TABLE volunteers_historicalvolunteer ALTER COLUMN history_id ADD GENERATED BY DEFAULT AS IDENTITY ( SEQUENCE NAME volunteers_historicalvolunteer_history_id_seq );
CREATE TABLE volunteers_plannedstop ( id bigint NOT NULL, starts_at timestamptz, unfit varchar(12) NOT NULL, by_hand boolean NOT NULL, created_at timestamptz NOT NULL, assignment_id bigint, person_id bigint NOT NULL, task_id bigint NOT NULL, CONSTRAINT stop_has_time_or_reason CHECK ((((starts_at IS NOT NULL) AND ((unfit)::text = ''::text)) OR ((starts_at IS NULL) AND (NOT ((unfit)::text = ''::text))))) );
ALTER TABLE volunteers_plannedstop ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY ( SEQUENCE NAME volunteers_plannedstop_id_seq );
CREATE TABLE volunteers_project ( id bigint NOT NULL, uuid uuid NOT NULL, title varchar(100) NOT NULL, description text NOT NULL, category varchar(20) NOT NULL, contact_name varchar(60) NOT NULL, contact_phone varchar(20) NOT NULL, state varchar(10) NOT NULL, review_note varchar(300) NOT NULL, reviewed_at timestamptz, created_at timestamptz NOT NULL, is_demo boolean NOT NULL, created_by_id bigint, organization_id bigint, region_id varchar(12) NOT NULL, reviewed_by_id bigint, team_id bigint, serves_as_group boolean NOT NULL, CONSTRAINT project_group_is_a_team CHECK (((NOT serves_as_group) OR (team_id IS NOT NULL))), CONSTRAINT project_has_a_publisher CHECK (((organization_id IS NOT NULL) OR (team_id IS NOT NULL))) );
ALTER TABLE volunteers_project ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY ( SEQUENCE NAME volunteers_project_id_seq );
CREATE TABLE volunteers_skill ( id bigint NOT NULL, code varchar(40) NOT NULL, name varchar(40) NOT NULL, needs_qualification boolean NOT NULL );
ALTER TABLE volunteers_skill ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY ( SEQUENCE NAME volunteers_skill_id_seq );
CREATE TABLE volunteers_task ( id bigint NOT NULL, lat double precision, lon double precision, location_quality varchar(12) NOT NULL, uuid uuid NOT NULL, kind varchar(10) NOT NULL, category varchar(20) NOT NULL, title varchar(120) NOT NULL, description varchar(1000) NOT NULL, place varchar(200) NOT NULL, starts_on date NOT NULL, ends_on date NOT NULL, starts_at timestamptz, ends_at timestamptz, minutes integer NOT NULL, persons_needed smallint NOT NULL, slots integer NOT NULL, prefers_sex varchar(1) NOT NULL, adult_only boolean NOT NULL, needs_insurance boolean NOT NULL, on_site boolean NOT NULL, organiser varchar(100) NOT NULL, in_charge varchar(60) NOT NULL, check_in_index varchar(64) NOT NULL, state varchar(10) NOT NULL, unmatched_reason varchar(40) NOT NULL, created_at timestamptz NOT NULL, project_id bigint, region_id varchar(12) NOT NULL, CONSTRAINT task_hours CHECK ((((ends_at IS NULL) AND (starts_at IS NULL)) OR (ends_at > starts_at))), CONSTRAINT task_minutes CHECK (((minutes > 0) AND (minutes <= 1440))), CONSTRAINT task_needs_somebody CHECK ((persons_needed > 0)), CONSTRAINT task_window CHECK ((ends_on >= starts_on)), CONSTRAINT volunteers_task_minutes_check CHECK ((minutes >= 0)), CONSTRAINT volunteers_task_persons_needed_check CHECK ((persons_needed >= 0)), CONSTRAINT volunteers_task_point_valid CHECK ((((lat IS NULL) AND (lon IS NULL)) OR ((lat IS NOT NULL) AND (lon IS NOT NULL) AND (lat >= ('-90.0'::numeric)::double precision) AND (lat <= (90.0)::double precision) AND (lon >= ('-180.0'::numeric)::double precision) AND (lon <= (180.0)::double precision)))), CONSTRAINT volunteers_task_slots_check CHECK ((slots >= 0)) );
CREATE TABLE volunteers_task_dialects ( id bigint NOT NULL, task_id bigint NOT NULL, dialect_id bigint NOT NULL );
ALTER TABLE volunteers_task_dialects ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY ( SEQUENCE NAME volunteers_task_dialects_id_seq );
ALTER TABLE volunteers_task ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY ( SEQUENCE NAME volunteers_task_id_seq );
CREATE TABLE volunteers_task_required_skills ( id bigint NOT NULL, task_id bigint NOT NULL, skill_id bigint NOT NULL );
ALTER TABLE volunteers_task_required_skills ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY ( SEQUENCE NAME volunteers_task_required_skills_id_seq );
CREATE TABLE volunteers_team ( id bigint NOT NULL, name varchar(100) NOT NULL, introduction varchar(500) NOT NULL, state varchar(10) NOT NULL, review_note varchar(300) NOT NULL, reviewed_at timestamptz, is_demo boolean NOT NULL, created_at timestamptz NOT NULL, organization_id bigint, region_id varchar(12) NOT NULL, reviewed_by_id bigint, leader_id bigint );
ALTER TABLE volunteers_team ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY ( SEQUENCE NAME volunteers_team_id_seq );
CREATE TABLE volunteers_teammember ( id bigint NOT NULL, joined_on date NOT NULL, left_on date, team_id bigint NOT NULL, volunteer_id bigint NOT NULL );
ALTER TABLE volunteers_teammember ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY ( SEQUENCE NAME volunteers_teammember_id_seq );
CREATE TABLE volunteers_volunteer ( id bigint NOT NULL, lat double precision, lon double precision, location_quality varchar(12) NOT NULL, state varchar(10) NOT NULL, max_distance_m integer NOT NULL, monthly_cap_minutes integer NOT NULL, availability integer NOT NULL, insured_until date, visits_elders boolean NOT NULL, introduction varchar(500) NOT NULL, review_note varchar(300) NOT NULL, reviewed_at timestamptz, registered_on date NOT NULL, person_id bigint NOT NULL, region_id varchar(12) NOT NULL, reviewed_by_id bigint, CONSTRAINT volunteers_volunteer_availability_check CHECK ((availability >= 0)), CONSTRAINT volunteers_volunteer_max_distance_m_check CHECK ((max_distance_m >= 0)), CONSTRAINT volunteers_volunteer_monthly_cap_minutes_check CHECK ((monthly_cap_minutes >= 0)), CONSTRAINT volunteers_volunteer_point_valid CHECK ((((lat IS NULL) AND (lon IS NULL)) OR ((lat IS NOT NULL) AND (lon IS NOT NULL) AND (lat >= ('-90.0'::numeric)::double precision) AND (lat <= (90.0)::double precision) AND (lon >= ('-180.0'::numeric)::double precision) AND (lon <= (180.0)::double precision)))) );
ALTER TABLE volunteers_volunteer ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY ( SEQUENCE NAME volunteers_volunteer_id_seq );
CREATE TABLE volunteers_volunteerskill ( id bigint NOT NULL, certificate_number varchar(60) NOT NULL, valid_until date, checked_by_id bigint, skill_id bigint NOT NULL, volunteer_id bigint NOT NULL );
ALTER TABLE volunteers_volunteerskill ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY ( SEQUENCE NAME volunteers_volunteerskill_id_seq );
CREATE TABLE wagtailadmin_admin ( id integer NOT NULL );
ALTER TABLE wagtailadmin_admin ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY ( SEQUENCE NAME wagtailadmin_admin_id_seq );
CREATE TABLE wagtailadmin_editingsession ( id integer NOT NULL, object_id varchar(255) NOT NULL, last_seen_at timestamptz NOT NULL, content_type_id integer NOT NULL, user_id bigint NOT NULL, is_editing boolean NOT NULL );
ALTER TABLE wagtailadmin_editingsession ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY ( SEQUENCE NAME wagtailadmin_editingsession_id_seq );
CREATE TABLE wagtailadmin_formstate ( id integer NOT NULL, data text NOT NULL, object_id varchar(255) NOT NULL, parent_object_id varchar(255) NOT NULL, last_updated_at timestamptz NOT NULL, content_type_id integer NOT NULL, user_id bigint NOT NULL );
ALTER TABLE wagtailadmin_formstate ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY ( SEQUENCE NAME wagtailadmin_formstate_id_seq );
CREATE TABLE wagtailcore_collection ( id integer NOT NULL, path varchar(255) NOT NULL COLLATE pg_catalog."C", depth integer NOT NULL, numchild integer NOT NULL, name varchar(255) NOT NULL, CONSTRAINT wagtailcore_collection_depth_check CHECK ((depth >= 0)), CONSTRAINT wagtailcore_collection_numchild_check CHECK ((numchild >= 0)) );
ALTER TABLE wagtailcore_collection ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY ( SEQUENCE NAME wagtailcore_collection_id_seq );
CREATE TABLE wagtailcore_collectionviewrestriction ( id integer NOT NULL, restriction_type varchar(20) NOT NULL, password varchar(255) NOT NULL, collection_id integer NOT NULL );
CREATE TABLE wagtailcore_collectionviewrestriction_groups ( id bigint NOT NULL, collectionviewrestriction_id integer NOT NULL, group_id integer NOT NULL );
ALTER TABLE wagtailcore_collectionviewrestriction_groups ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY ( SEQUENCE NAME wagtailcore_collectionviewrestriction_groups_id_seq );
ALTER TABLE wagtailcore_collectionviewrestriction ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY ( SEQUENCE NAME wagtailcore_collectionviewrestriction_id_seq );
CREATE TABLE wagtailcore_comment ( id integer NOT NULL, text text NOT NULL, contentpath text NOT NULL, "position" text NOT NULL, created_at timestamptz NOT NULL, updated_at timestamptz NOT NULL, resolved_at timestamptz, page_id integer NOT NULL, resolved_by_id bigint, revision_created_id integer, user_id bigint NOT NULL );
ALTER TABLE wagtailcore_comment ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY ( SEQUENCE NAME wagtailcore_comment_id_seq );
CREATE TABLE wagtailcore_commentreply ( id integer NOT NULL, text text NOT NULL, created_at timestamptz NOT NULL, updated_at timestamptz NOT NULL, comment_id integer NOT NULL, user_id bigint NOT NULL );
ALTER TABLE wagtailcore_commentreply ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY ( SEQUENCE NAME wagtailcore_commentreply_id_seq );
CREATE TABLE wagtailcore_groupapprovaltask ( task_ptr_id integer NOT NULL );
CREATE TABLE wagtailcore_groupapprovaltask_groups ( id bigint NOT NULL, groupapprovaltask_id integer NOT NULL, group_id integer NOT NULL );
ALTER TABLE wagtailcore_groupapprovaltask_groups ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY ( SEQUENCE NAME wagtailcore_groupapprovaltask_groups_id_seq );
CREATE TABLE wagtailcore_groupcollectionpermission ( id integer NOT NULL, collection_id integer NOT NULL, group_id integer NOT NULL, permission_id integer NOT NULL );
ALTER TABLE wagtailcore_groupcollectionpermission ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY ( SEQUENCE NAME wagtailcore_groupcollectionpermission_id_seq );
CREATE TABLE wagtailcore_grouppagepermission ( id integer NOT NULL, group_id integer NOT NULL, page_id integer NOT NULL, permission_id integer NOT NULL );
ALTER TABLE wagtailcore_grouppagepermission ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY ( SEQUENCE NAME wagtailcore_grouppagepermission_id_seq );
CREATE TABLE wagtailcore_groupsitepermission ( id integer NOT NULL, group_id integer NOT NULL, permission_id integer NOT NULL, site_id integer NOT NULL );
ALTER TABLE wagtailcore_groupsitepermission ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY ( SEQUENCE NAME wagtailcore_groupsitepermission_id_seq );
CREATE TABLE wagtailcore_locale ( id integer NOT NULL, language_code varchar(100) NOT NULL );
ALTER TABLE wagtailcore_locale ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY ( SEQUENCE NAME wagtailcore_locale_id_seq );
CREATE TABLE wagtailcore_modellogentry ( id integer NOT NULL, label text NOT NULL, action varchar(255) NOT NULL, data jsonb NOT NULL, "timestamp" timestamptz NOT NULL, content_changed boolean NOT NULL, deleted boolean NOT NULL, object_id varchar(255) NOT NULL, content_type_id integer, user_id bigint, uuid uuid, revision_id integer );
ALTER TABLE wagtailcore_modellogentry ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY ( SEQUENCE NAME wagtailcore_modellogentry_id_seq );
CREATE TABLE wagtailcore_page ( id integer NOT NULL, path varchar(255) NOT NULL COLLATE pg_catalog."C", depth integer NOT NULL, numchild integer NOT NULL, title varchar(255) NOT NULL, slug varchar(255) NOT NULL, live boolean NOT NULL, has_unpublished_changes boolean NOT NULL, url_path text NOT NULL, seo_title varchar(255) NOT NULL, show_in_menus boolean NOT NULL, search_description text NOT NULL, go_live_at timestamptz, expire_at timestamptz, expired boolean NOT NULL, content_type_id integer NOT NULL, owner_id bigint, locked boolean NOT NULL, latest_revision_created_at timestamptz, first_published_at timestamptz, live_revision_id integer, last_published_at timestamptz, draft_title varchar(255) NOT NULL, locked_at timestamptz, locked_by_id bigint, translation_key uuid NOT NULL, locale_id integer NOT NULL, alias_of_id integer, latest_revision_id integer, CONSTRAINT wagtailcore_page_depth_check CHECK ((depth >= 0)), CONSTRAINT wagtailcore_page_numchild_check CHECK ((numchild >= 0)) );
ALTER TABLE wagtailcore_page ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY ( SEQUENCE NAME wagtailcore_page_id_seq );
CREATE TABLE wagtailcore_pagelogentry ( id integer NOT NULL, label text NOT NULL, action varchar(255) NOT NULL, data jsonb NOT NULL, "timestamp" timestamptz NOT NULL, content_changed boolean NOT NULL, deleted boolean NOT NULL, content_type_id integer, page_id integer NOT NULL, revision_id integer, user_id bigint, uuid uuid );
ALTER TABLE wagtailcore_pagelogentry ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY ( SEQUENCE NAME wagtailcore_pagelogentry_id_seq );
CREATE TABLE wagtailcore_revision ( id integer NOT NULL, created_at timestamptz NOT NULL, content jsonb NOT NULL, approved_go_live_at timestamptz, object_id varchar(255) NOT NULL, user_id bigint, content_type_id integer NOT NULL, base_content_type_id integer NOT NULL, object_str text NOT NULL );
ALTER TABLE wagtailcore_revision ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY ( SEQUENCE NAME wagtailcore_pagerevision_id_seq );
CREATE TABLE wagtailcore_pagesubscription ( id integer NOT NULL, comment_notifications boolean NOT NULL, page_id integer NOT NULL, user_id bigint NOT NULL );
ALTER TABLE wagtailcore_pagesubscription ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY ( SEQUENCE NAME wagtailcore_pagesubscription_id_seq );
CREATE TABLE wagtailcore_pageviewrestriction ( id integer NOT NULL, password varchar(255) NOT NULL, page_id integer NOT NULL, restriction_type varchar(20) NOT NULL );
CREATE TABLE wagtailcore_pageviewrestriction_groups ( id bigint NOT NULL, pageviewrestriction_id integer NOT NULL, group_id integer NOT NULL );
ALTER TABLE wagtailcore_pageviewrestriction_groups ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY ( SEQUENCE NAME wagtailcore_pageviewrestriction_groups_id_seq );
ALTER TABLE wagtailcore_pageviewrestriction ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY ( SEQUENCE NAME wagtailcore_pageviewrestriction_id_seq );
CREATE TABLE wagtailcore_referenceindex ( id integer NOT NULL, object_id varchar(255) NOT NULL, to_object_id varchar(255) NOT NULL, model_path text NOT NULL, content_path text NOT NULL, content_path_hash uuid NOT NULL, base_content_type_id integer NOT NULL, content_type_id integer NOT NULL, to_content_type_id integer NOT NULL );
ALTER TABLE wagtailcore_referenceindex ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY ( SEQUENCE NAME wagtailcore_referenceindex_id_seq );
CREATE TABLE wagtailcore_site ( id integer NOT NULL, hostname varchar(255) NOT NULL, port integer NOT NULL, is_default_site boolean NOT NULL, root_page_id integer NOT NULL, site_name varchar(255) NOT NULL );
ALTER TABLE wagtailcore_site ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY ( SEQUENCE NAME wagtailcore_site_id_seq );
CREATE TABLE wagtailcore_task ( id integer NOT NULL, name varchar(255) NOT NULL, active boolean NOT NULL, content_type_id integer NOT NULL );
ALTER TABLE wagtailcore_task ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY ( SEQUENCE NAME wagtailcore_task_id_seq );
CREATE TABLE wagtailcore_taskstate ( id integer NOT NULL, status varchar(50) NOT NULL, started_at timestamptz NOT NULL, finished_at timestamptz, content_type_id integer NOT NULL, revision_id integer NOT NULL, task_id integer NOT NULL, workflow_state_id integer NOT NULL, finished_by_id bigint, comment text NOT NULL );
ALTER TABLE wagtailcore_taskstate ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY ( SEQUENCE NAME wagtailcore_taskstate_id_seq );
CREATE TABLE wagtailcore_uploadedfile ( id integer NOT NULL, file varchar(200) NOT NULL, for_content_type_id integer, uploaded_by_user_id bigint );
ALTER TABLE wagtailcore_uploadedfile ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY ( SEQUENCE NAME wagtailcore_uploadedfile_id_seq );
CREATE TABLE wagtailcore_workflow ( id integer NOT NULL, name varchar(255) NOT NULL, active boolean NOT NULL );
ALTER TABLE wagtailcore_workflow ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY ( SEQUENCE NAME wagtailcore_workflow_id_seq );
CREATE TABLE wagtailcore_workflowcontenttype ( content_type_id integer NOT NULL, workflow_id integer NOT NULL );
CREATE TABLE wagtailcore_workflowpage ( page_id integer NOT NULL, workflow_id integer NOT NULL );
CREATE TABLE wagtailcore_workflowstate ( id integer NOT NULL, status varchar(50) NOT NULL, created_at timestamptz NOT NULL, current_task_state_id integer, object_id varchar(255) NOT NULL, requested_by_id bigint, workflow_id integer NOT NULL, content_type_id integer NOT NULL, base_content_type_id integer NOT NULL );
ALTER TABLE wagtailcore_workflowstate ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY ( SEQUENCE NAME wagtailcore_workflowstate_id_seq );
CREATE TABLE wagtailcore_workflowtask ( id integer NOT NULL, sort_order integer, task_id integer NOT NULL, workflow_id integer NOT NULL );
ALTER TABLE wagtailcore_workflowtask ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY ( SEQUENCE NAME wagtailcore_workflowtask_id_seq );
CREATE TABLE wagtaildocs_document ( id integer NOT NULL, title varchar(255) NOT NULL, file varchar(100) NOT NULL, created_at timestamptz NOT NULL, uploaded_by_user_id bigint, collection_id integer NOT NULL, file_size bigint, file_hash varchar(40) NOT NULL, CONSTRAINT wagtaildocs_document_file_size_check CHECK ((file_size >= 0)) );
ALTER TABLE wagtaildocs_document ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY ( SEQUENCE NAME wagtaildocs_document_id_seq );
CREATE TABLE wagtailembeds_embed ( id integer NOT NULL, url text NOT NULL, max_width smallint, type varchar(10) NOT NULL, html text NOT NULL, title text NOT NULL, author_name text NOT NULL, provider_name text NOT NULL, thumbnail_url text NOT NULL, width integer, height integer, last_updated timestamptz NOT NULL, hash varchar(32) NOT NULL, cache_until timestamptz );
ALTER TABLE wagtailembeds_embed ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY ( SEQUENCE NAME wagtailembeds_embed_id_seq );
CREATE TABLE wagtailforms_formsubmission ( id integer NOT NULL, form_data jsonb NOT NULL, submit_time timestamptz NOT NULL, page_id integer NOT NULL );
ALTER TABLE wagtailforms_formsubmission ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY ( SEQUENCE NAME wagtailforms_formsubmission_id_seq );
CREATE TABLE wagtailimages_image ( id integer NOT NULL, title varchar(255) NOT NULL, file varchar(100) NOT NULL, width integer NOT NULL, height integer NOT NULL, created_at timestamptz NOT NULL, focal_point_x integer, focal_point_y integer, focal_point_width integer, focal_point_height integer, uploaded_by_user_id bigint, file_size integer, collection_id integer NOT NULL, file_hash varchar(40) NOT NULL, description varchar(255) NOT NULL, CONSTRAINT wagtailimages_image_file_size_check CHECK ((file_size >= 0)), CONSTRAINT wagtailimages_image_focal_point_height_check CHECK ((focal_point_height >= 0)), CONSTRAINT wagtailimages_image_focal_point_width_check CHECK ((focal_point_width >= 0)), CONSTRAINT wagtailimages_image_focal_point_x_check CHECK ((focal_point_x >= 0)), CONSTRAINT wagtailimages_image_focal_point_y_check CHECK ((focal_point_y >= 0)) );
ALTER TABLE wagtailimages_image ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY ( SEQUENCE NAME wagtailimages_image_id_seq );
CREATE TABLE wagtailimages_rendition ( id integer NOT NULL, file varchar(100) NOT NULL, width integer NOT NULL, height integer NOT NULL, focal_point_key varchar(16) NOT NULL, filter_spec varchar(255) NOT NULL, image_id integer NOT NULL );
ALTER TABLE wagtailimages_rendition ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY ( SEQUENCE NAME wagtailimages_rendition_id_seq );
CREATE TABLE wagtailredirects_redirect ( id integer NOT NULL, old_path varchar(255) NOT NULL, is_permanent boolean NOT NULL, redirect_link varchar(255) NOT NULL, redirect_page_id integer, site_id integer, automatically_created boolean NOT NULL, created_at timestamptz, redirect_page_route_path varchar(255) NOT NULL );
ALTER TABLE wagtailredirects_redirect ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY ( SEQUENCE NAME wagtailredirects_redirect_id_seq );
CREATE TABLE wagtailsearch_indexentry ( id integer NOT NULL, object_id varchar(50) NOT NULL, title_norm double precision NOT NULL, content_type_id integer NOT NULL, autocomplete tsvector NOT NULL, title tsvector NOT NULL, body tsvector NOT NULL, title_text text NOT NULL, body_text text NOT NULL );
ALTER TABLE wagtailsearch_indexentry ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY ( SEQUENCE NAME wagtailsearch_indexentry_id_seq );
CREATE TABLE wagtailusers_userprofile ( id integer NOT NULL, submitted_notifications boolean NOT NULL, approved_notifications boolean NOT NULL, rejected_notifications boolean NOT NULL, user_id bigint NOT NULL, preferred_language varchar(10) NOT NULL, current_time_zone varchar(40) NOT NULL, avatar varchar(100) NOT NULL, updated_comments_notifications boolean NOT NULL, dismissibles jsonb NOT NULL, theme varchar(40) NOT NULL, density varchar(40) NOT NULL, contrast varchar(40) NOT NULL, keyboard_shortcuts boolean NOT NULL );
ALTER TABLE wagtailusers_userprofile ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY ( SEQUENCE NAME wagtailusers_userprofile_id_seq );
INSERT INTO auth_group VALUES
(1, 'Moderators'),
(2, 'Editors');
INSERT INTO auth_group_permissions VALUES
(1, 1, 105),
(2, 2, 105),
(3, 1, 106),
(4, 1, 107),
(5, 1, 108),
(6, 2, 106),
(7, 2, 107),
(8, 2, 108),
(9, 1, 109),
(10, 2, 109),
(11, 1, 112),
(12, 1, 110),
(13, 1, 111),
(14, 2, 112),
(15, 2, 110),
(16, 2, 111),
(17, 1, 113),
(18, 2, 113);
INSERT INTO auth_permission VALUES
(1, 'Can add locale', 3, 'add_locale'),
(2, 'Can change locale', 3, 'change_locale'),
(3, 'Can delete locale', 3, 'delete_locale'),
(4, 'Can view locale', 3, 'view_locale'),
(5, 'Can add site', 4, 'add_site'),
(6, 'Can change site', 4, 'change_site'),
(7, 'Can delete site', 4, 'delete_site'),
(8, 'Can view site', 4, 'view_site'),
(9, 'Can add group site permission', 5, 'add_groupsitepermission'),
(10, 'Can change group site permission', 5, 'change_groupsitepermission'),
(11, 'Can delete group site permission', 5, 'delete_groupsitepermission'),
(12, 'Can view group site permission', 5, 'view_groupsitepermission'),
(13, 'Can add model log entry', 6, 'add_modellogentry'),
(14, 'Can change model log entry', 6, 'change_modellogentry'),
(15, 'Can delete model log entry', 6, 'delete_modellogentry'),
(16, 'Can view model log entry', 6, 'view_modellogentry'),
(17, 'Can add revision', 7, 'add_revision'),
(18, 'Can change revision', 7, 'change_revision'),
(19, 'Can delete revision', 7, 'delete_revision'),
(20, 'Can view revision', 7, 'view_revision'),
(21, 'Can add collection view restriction', 8, 'add_collectionviewrestriction'),
(22, 'Can change collection view restriction', 8, 'change_collectionviewrestriction'),
(23, 'Can delete collection view restriction', 8, 'delete_collectionviewrestriction'),
(24, 'Can view collection view restriction', 8, 'view_collectionviewrestriction'),
(25, 'Can add collection', 9, 'add_collection'),
(26, 'Can change collection', 9, 'change_collection'),
(27, 'Can delete collection', 9, 'delete_collection'),
(28, 'Can view collection', 9, 'view_collection'),
(29, 'Can add group collection permission', 10, 'add_groupcollectionpermission'),
(30, 'Can change group collection permission', 10, 'change_groupcollectionpermission'),
(31, 'Can delete group collection permission', 10, 'delete_groupcollectionpermission'),
(32, 'Can view group collection permission', 10, 'view_groupcollectionpermission'),
(33, 'Can add uploaded file', 11, 'add_uploadedfile'),
(34, 'Can change uploaded file', 11, 'change_uploadedfile'),
(35, 'Can delete uploaded file', 11, 'delete_uploadedfile'),
(36, 'Can view uploaded file', 11, 'view_uploadedfile'),
(37, 'Can add workflow content type', 12, 'add_workflowcontenttype'),
(38, 'Can change workflow content type', 12, 'change_workflowcontenttype'),
(39, 'Can delete workflow content type', 12, 'delete_workflowcontenttype'),
(40, 'Can view workflow content type', 12, 'view_workflowcontenttype'),
(41, 'Can add Workflow state', 13, 'add_workflowstate'),
(42, 'Can change Workflow state', 13, 'change_workflowstate'),
(43, 'Can delete Workflow state', 13, 'delete_workflowstate'),
(44, 'Can view Workflow state', 13, 'view_workflowstate'),
(45, 'Can add workflow', 14, 'add_workflow'),
(46, 'Can change workflow', 14, 'change_workflow'),
(47, 'Can delete workflow', 14, 'delete_workflow'),
(48, 'Can view workflow', 14, 'view_workflow'),
(49, 'Can add workflow task order', 15, 'add_workflowtask'),
(50, 'Can change workflow task order', 15, 'change_workflowtask'),
(51, 'Can delete workflow task order', 15, 'delete_workflowtask'),
(52, 'Can view workflow task order', 15, 'view_workflowtask'),
(53, 'Can add task', 16, 'add_task'),
(54, 'Can change task', 16, 'change_task'),
(55, 'Can delete task', 16, 'delete_task'),
(56, 'Can view task', 16, 'view_task'),
(57, 'Can add Group approval task', 2, 'add_groupapprovaltask'),
(58, 'Can change Group approval task', 2, 'change_groupapprovaltask'),
(59, 'Can delete Group approval task', 2, 'delete_groupapprovaltask'),
(60, 'Can view Group approval task', 2, 'view_groupapprovaltask'),
(61, 'Can add Task state', 17, 'add_taskstate'),
(62, 'Can change Task state', 17, 'change_taskstate'),
(63, 'Can delete Task state', 17, 'delete_taskstate'),
(64, 'Can view Task state', 17, 'view_taskstate'),
(65, 'Can add page', 1, 'add_page'),
(66, 'Can change page', 1, 'change_page'),
(67, 'Can delete page', 1, 'delete_page'),
(68, 'Can view page', 1, 'view_page'),
(69, 'Delete pages with children', 1, 'bulk_delete_page'),
(70, 'Lock/unlock pages you''ve locked', 1, 'lock_page'),
(71, 'Publish any page', 1, 'publish_page'),
(72, 'Unlock any page', 1, 'unlock_page'),
(73, 'Can add group page permission', 18, 'add_grouppagepermission'),
(74, 'Can change group page permission', 18, 'change_grouppagepermission'),
(75, 'Can delete group page permission', 18, 'delete_grouppagepermission'),
(76, 'Can view group page permission', 18, 'view_grouppagepermission'),
(77, 'Can add page view restriction', 19, 'add_pageviewrestriction'),
(78, 'Can change page view restriction', 19, 'change_pageviewrestriction'),
(79, 'Can delete page view restriction', 19, 'delete_pageviewrestriction'),
(80, 'Can view page view restriction', 19, 'view_pageviewrestriction'),
(81, 'Can add workflow page', 20, 'add_workflowpage'),
(82, 'Can change workflow page', 20, 'change_workflowpage'),
(83, 'Can delete workflow page', 20, 'delete_workflowpage'),
(84, 'Can view workflow page', 20, 'view_workflowpage'),
(85, 'Can add page log entry', 21, 'add_pagelogentry'),
(86, 'Can change page log entry', 21, 'change_pagelogentry'),
(87, 'Can delete page log entry', 21, 'delete_pagelogentry'),
(88, 'Can view page log entry', 21, 'view_pagelogentry'),
(89, 'Can add comment', 22, 'add_comment'),
(90, 'Can change comment', 22, 'change_comment'),
(91, 'Can delete comment', 22, 'delete_comment'),
(92, 'Can view comment', 22, 'view_comment'),
(93, 'Can add comment reply', 23, 'add_commentreply'),
(94, 'Can change comment reply', 23, 'change_commentreply'),
(95, 'Can delete comment reply', 23, 'delete_commentreply'),
(96, 'Can view comment reply', 23, 'view_commentreply'),
(97, 'Can add page subscription', 24, 'add_pagesubscription'),
(98, 'Can change page subscription', 24, 'change_pagesubscription'),
(99, 'Can delete page subscription', 24, 'delete_pagesubscription'),
(100, 'Can view page subscription', 24, 'view_pagesubscription'),
(101, 'Can add reference index', 25, 'add_referenceindex'),
(102, 'Can change reference index', 25, 'change_referenceindex'),
(103, 'Can delete reference index', 25, 'delete_referenceindex'),
(104, 'Can view reference index', 25, 'view_referenceindex'),
(105, 'Can access Wagtail admin', 26, 'access_admin'),
(106, 'Can add document', 27, 'add_document'),
(107, 'Can change document', 27, 'change_document'),
(108, 'Can delete document', 27, 'delete_document'),
(109, 'Can choose document', 27, 'choose_document'),
(110, 'Can add image', 28, 'add_image'),
(111, 'Can change image', 28, 'change_image'),
(112, 'Can delete image', 28, 'delete_image'),
(113, 'Can choose image', 28, 'choose_image'),
(114, 'Can add home page', 29, 'add_homepage'),
(115, 'Can change home page', 29, 'change_homepage'),
(116, 'Can delete home page', 29, 'delete_homepage'),
(117, 'Can view home page', 29, 'view_homepage'),
(118, 'Can add information page', 30, 'add_infopage'),
(119, 'Can change information page', 30, 'change_infopage'),
(120, 'Can delete information page', 30, 'delete_infopage'),
(121, 'Can view information page', 30, 'view_infopage'),
(122, 'Can add list of news', 31, 'add_newsindexpage'),
(123, 'Can change list of news', 31, 'change_newsindexpage'),
(124, 'Can delete list of news', 31, 'delete_newsindexpage'),
(125, 'Can view list of news', 31, 'view_newsindexpage'),
(126, 'Can add piece of news', 32, 'add_newspage'),
(127, 'Can change piece of news', 32, 'change_newspage'),
(128, 'Can delete piece of news', 32, 'delete_newspage'),
(129, 'Can view piece of news', 32, 'view_newspage'),
(130, 'Can add concern', 33, 'add_concern'),
(131, 'Can change concern', 33, 'change_concern'),
(132, 'Can delete concern', 33, 'delete_concern'),
(133, 'Can view concern', 33, 'view_concern'),
(134, 'Can add step of a concern', 34, 'add_concernevent'),
(135, 'Can change step of a concern', 34, 'change_concernevent'),
(136, 'Can delete step of a concern', 34, 'delete_concernevent'),
(137, 'Can view step of a concern', 34, 'view_concernevent'),
(138, 'Can add elder', 35, 'add_elder'),
(139, 'Can change elder', 35, 'change_elder'),
(140, 'Can delete elder', 35, 'delete_elder'),
(141, 'Can view elder', 35, 'view_elder'),
(142, 'Can add emergency contact', 36, 'add_emergencycontact'),
(143, 'Can change emergency contact', 36, 'change_emergencycontact'),
(144, 'Can delete emergency contact', 36, 'delete_emergencycontact'),
(145, 'Can view emergency contact', 36, 'view_emergencycontact'),
(146, 'Can add historical elder', 37, 'add_historicalelder'),
(147, 'Can change historical elder', 37, 'change_historicalelder'),
(148, 'Can delete historical elder', 37, 'delete_historicalelder'),
(149, 'Can view historical elder', 37, 'view_historicalelder'),
(150, 'Can add plan', 38, 'add_visitplan'),
(151, 'Can change plan', 38, 'change_visitplan'),
(152, 'Can delete plan', 38, 'delete_visitplan'),
(153, 'Can view plan', 38, 'view_visitplan'),
(154, 'Can add visit', 39, 'add_visit'),
(155, 'Can change visit', 39, 'change_visit'),
(156, 'Can delete visit', 39, 'delete_visit'),
(157, 'Can view visit', 39, 'view_visit'),
(158, 'Can add visit report', 40, 'add_visitreport'),
(159, 'Can change visit report', 40, 'change_visitreport'),
(160, 'Can delete visit report', 40, 'delete_visitreport'),
(161, 'Can view visit report', 40, 'view_visitreport'),
(162, 'Can add shortage of time', 41, 'add_timeshortage'),
(163, 'Can change shortage of time', 41, 'change_timeshortage'),
(164, 'Can delete shortage of time', 41, 'delete_timeshortage'),
(165, 'Can view shortage of time', 41, 'view_timeshortage'),
(166, 'Can add missing volunteers', 42, 'add_missingvolunteers'),
(167, 'Can change missing volunteers', 42, 'change_missingvolunteers'),
(168, 'Can delete missing volunteers', 42, 'delete_missingvolunteers'),
(169, 'Can view missing volunteers', 42, 'view_missingvolunteers'),
(170, 'Can add closure', 43, 'add_closure'),
(171, 'Can change closure', 43, 'change_closure'),
(172, 'Can delete closure', 43, 'delete_closure'),
(173, 'Can view closure', 43, 'view_closure'),
(174, 'Can add repair', 44, 'add_repair'),
(175, 'Can change repair', 44, 'change_repair'),
(176, 'Can delete repair', 44, 'delete_repair'),
(177, 'Can view repair', 44, 'view_repair'),
(178, 'Can add visit matched again', 45, 'add_repairedvisit'),
(179, 'Can change visit matched again', 45, 'change_repairedvisit'),
(180, 'Can delete visit matched again', 45, 'delete_repairedvisit'),
(181, 'Can view visit matched again', 45, 'view_repairedvisit'),
(182, 'Can add search for a stand-in', 46, 'add_standinsearch'),
(183, 'Can change search for a stand-in', 46, 'change_standinsearch'),
(184, 'Can delete search for a stand-in', 46, 'delete_standinsearch'),
(185, 'Can view search for a stand-in', 46, 'view_standinsearch'),
(186, 'Can add stand-in', 47, 'add_standin'),
(187, 'Can change stand-in', 47, 'change_standin'),
(188, 'Can delete stand-in', 47, 'delete_standin'),
(189, 'Can view stand-in', 47, 'view_standin'),
(190, 'Can add service request', 48, 'add_servicerequest'),
(191, 'Can change service request', 48, 'change_servicerequest'),
(192, 'Can delete service request', 48, 'delete_servicerequest'),
(193, 'Can view service request', 48, 'view_servicerequest'),
(194, 'Can add step of a request', 49, 'add_requestevent'),
(195, 'Can change step of a request', 49, 'change_requestevent'),
(196, 'Can delete step of a request', 49, 'delete_requestevent'),
(197, 'Can view step of a request', 49, 'view_requestevent'),
(198, 'Can add skill', 50, 'add_skill'),
(199, 'Can change skill', 50, 'change_skill'),
(200, 'Can delete skill', 50, 'delete_skill'),
(201, 'Can view skill', 50, 'view_skill'),
(202, 'Can add assignment', 51, 'add_assignment'),
(203, 'Can change assignment', 51, 'change_assignment'),
(204, 'Can delete assignment', 51, 'delete_assignment'),
(205, 'Can view assignment', 51, 'view_assignment'),
(206, 'Can add step of an assignment', 52, 'add_assignmentevent'),
(207, 'Can change step of an assignment', 52, 'change_assignmentevent'),
(208, 'Can delete step of an assignment', 52, 'delete_assignmentevent'),
(209, 'Can view step of an assignment', 52, 'view_assignmentevent'),
(210, 'Can add historical volunteer', 53, 'add_historicalvolunteer'),
(211, 'Can change historical volunteer', 53, 'change_historicalvolunteer'),
(212, 'Can delete historical volunteer', 53, 'delete_historicalvolunteer'),
(213, 'Can view historical volunteer', 53, 'view_historicalvolunteer'),
(214, 'Can add project', 54, 'add_project'),
(215, 'Can change project', 54, 'change_project'),
(216, 'Can delete project', 54, 'delete_project'),
(217, 'Can view project', 54, 'view_project'),
(218, 'Can add task', 55, 'add_task'),
(219, 'Can change task', 55, 'change_task'),
(220, 'Can delete task', 55, 'delete_task'),
(221, 'Can view task', 55, 'view_task'),
(222, 'Can add team', 56, 'add_team'),
(223, 'Can change team', 56, 'change_team'),
(224, 'Can delete team', 56, 'delete_team'),
(225, 'Can view team', 56, 'view_team'),
(226, 'Can add historical project', 57, 'add_historicalproject'),
(227, 'Can change historical project', 57, 'change_historicalproject'),
(228, 'Can delete historical project', 57, 'delete_historicalproject'),
(229, 'Can view historical project', 57, 'view_historicalproject'),
(230, 'Can add volunteer', 58, 'add_volunteer'),
(231, 'Can change volunteer', 58, 'change_volunteer'),
(232, 'Can delete volunteer', 58, 'delete_volunteer'),
(233, 'Can view volunteer', 58, 'view_volunteer'),
(234, 'Can add team member', 59, 'add_teammember'),
(235, 'Can change team member', 59, 'change_teammember'),
(236, 'Can delete team member', 59, 'delete_teammember'),
(237, 'Can view team member', 59, 'view_teammember'),
(238, 'Can add historical team', 60, 'add_historicalteam'),
(239, 'Can change historical team', 60, 'change_historicalteam'),
(240, 'Can delete historical team', 60, 'delete_historicalteam'),
(241, 'Can view historical team', 60, 'view_historicalteam'),
(242, 'Can add skill of a volunteer', 61, 'add_volunteerskill'),
(243, 'Can change skill of a volunteer', 61, 'change_volunteerskill'),
(244, 'Can delete skill of a volunteer', 61, 'delete_volunteerskill'),
(245, 'Can view skill of a volunteer', 61, 'view_volunteerskill'),
(246, 'Can add absence', 62, 'add_absence'),
(247, 'Can change absence', 62, 'change_absence'),
(248, 'Can delete absence', 62, 'delete_absence'),
(249, 'Can view absence', 62, 'view_absence'),
(250, 'Can add calendar address', 63, 'add_calendarfeed'),
(251, 'Can change calendar address', 63, 'change_calendarfeed'),
(252, 'Can delete calendar address', 63, 'delete_calendarfeed'),
(253, 'Can view calendar address', 63, 'view_calendarfeed'),
(254, 'Can add planned stop', 64, 'add_plannedstop'),
(255, 'Can change planned stop', 64, 'change_plannedstop'),
(256, 'Can delete planned stop', 64, 'delete_plannedstop'),
(257, 'Can view planned stop', 64, 'view_plannedstop'),
(258, 'Can add historical care point', 65, 'add_historicalfacility'),
(259, 'Can change historical care point', 65, 'change_historicalfacility'),
(260, 'Can delete historical care point', 65, 'delete_historicalfacility'),
(261, 'Can view historical care point', 65, 'view_historicalfacility'),
(262, 'Can add care point', 66, 'add_facility'),
(263, 'Can change care point', 66, 'change_facility'),
(264, 'Can delete care point', 66, 'delete_facility'),
(265, 'Can view care point', 66, 'view_facility'),
(266, 'Can add reported error', 67, 'add_facilitycorrection'),
(267, 'Can change reported error', 67, 'change_facilitycorrection'),
(268, 'Can delete reported error', 67, 'delete_facilitycorrection'),
(269, 'Can view reported error', 67, 'view_facilitycorrection'),
(270, 'Can add historical social organization', 68, 'add_historicalsocialorganization'),
(271, 'Can change historical social organization', 68, 'change_historicalsocialorganization'),
(272, 'Can delete historical social organization', 68, 'delete_historicalsocialorganization'),
(273, 'Can view historical social organization', 68, 'view_historicalsocialorganization'),
(274, 'Can add social organization', 69, 'add_socialorganization'),
(275, 'Can change social organization', 69, 'change_socialorganization'),
(276, 'Can delete social organization', 69, 'delete_socialorganization'),
(277, 'Can view social organization', 69, 'view_socialorganization'),
(278, 'Can add member', 70, 'add_organizationmember'),
(279, 'Can change member', 70, 'change_organizationmember'),
(280, 'Can delete member', 70, 'delete_organizationmember'),
(281, 'Can view member', 70, 'view_organizationmember'),
(282, 'Can add account', 71, 'add_account'),
(283, 'Can change account', 71, 'change_account'),
(284, 'Can delete account', 71, 'delete_account'),
(285, 'Can view account', 71, 'view_account'),
(286, 'Can add service record', 72, 'add_servicerecord'),
(287, 'Can change service record', 72, 'change_servicerecord'),
(288, 'Can delete service record', 72, 'delete_servicerecord'),
(289, 'Can view service record', 72, 'view_servicerecord'),
(290, 'Can add star', 73, 'add_staraward'),
(291, 'Can change star', 73, 'change_staraward'),
(292, 'Can delete star', 73, 'delete_staraward'),
(293, 'Can view star', 73, 'view_staraward'),
(294, 'Can add transfer', 74, 'add_transfer'),
(295, 'Can change transfer', 74, 'change_transfer'),
(296, 'Can delete transfer', 74, 'delete_transfer'),
(297, 'Can view transfer', 74, 'view_transfer'),
(298, 'Can add slot of an account', 75, 'add_accountslot'),
(299, 'Can change slot of an account', 75, 'change_accountslot'),
(300, 'Can delete slot of an account', 75, 'delete_accountslot'),
(301, 'Can view slot of an account', 75, 'view_accountslot'),
(302, 'Can add partner', 76, 'add_partner'),
(303, 'Can change partner', 76, 'change_partner'),
(304, 'Can delete partner', 76, 'delete_partner'),
(305, 'Can view partner', 76, 'view_partner'),
(306, 'Can add offer', 77, 'add_offer'),
(307, 'Can change offer', 77, 'change_offer'),
(308, 'Can delete offer', 77, 'delete_offer'),
(309, 'Can view offer', 77, 'view_offer'),
(310, 'Can add partner''s staff', 78, 'add_partnerstaff'),
(311, 'Can change partner''s staff', 78, 'change_partnerstaff'),
(312, 'Can delete partner''s staff', 78, 'delete_partnerstaff'),
(313, 'Can view partner''s staff', 78, 'view_partnerstaff'),
(314, 'Can add voucher', 79, 'add_voucher'),
(315, 'Can change voucher', 79, 'change_voucher'),
(316, 'Can delete voucher', 79, 'delete_voucher'),
(317, 'Can view voucher', 79, 'view_voucher'),
(318, 'Can add certificate', 80, 'add_certificate'),
(319, 'Can change certificate', 80, 'change_certificate'),
(320, 'Can delete certificate', 80, 'delete_certificate'),
(321, 'Can view certificate', 80, 'view_certificate'),
(322, 'Can add file of a certificate', 81, 'add_certificatefile'),
(323, 'Can change file of a certificate', 81, 'change_certificatefile'),
(324, 'Can delete file of a certificate', 81, 'delete_certificatefile'),
(325, 'Can view file of a certificate', 81, 'view_certificatefile'),
(326, 'Can add end of a certificate', 82, 'add_certificateending'),
(327, 'Can change end of a certificate', 82, 'change_certificateending'),
(328, 'Can delete end of a certificate', 82, 'delete_certificateending'),
(329, 'Can view end of a certificate', 82, 'view_certificateending'),
(330, 'Can add record of a certificate', 83, 'add_certifiedrecord'),
(331, 'Can change record of a certificate', 83, 'change_certifiedrecord'),
(332, 'Can delete record of a certificate', 83, 'delete_certifiedrecord'),
(333, 'Can view record of a certificate', 83, 'view_certifiedrecord'),
(334, 'Can add objection to a star', 84, 'add_starobjection'),
(335, 'Can change objection to a star', 84, 'change_starobjection'),
(336, 'Can delete objection to a star', 84, 'delete_starobjection'),
(337, 'Can view objection to a star', 84, 'view_starobjection'),
(338, 'Can add search for suspicions', 85, 'add_anomalyrun'),
(339, 'Can change search for suspicions', 85, 'change_anomalyrun'),
(340, 'Can delete search for suspicions', 85, 'delete_anomalyrun'),
(341, 'Can view search for suspicions', 85, 'view_anomalyrun'),
(342, 'Can add count of coins', 86, 'add_turnoverrun'),
(343, 'Can change count of coins', 86, 'change_turnoverrun'),
(344, 'Can delete count of coins', 86, 'delete_turnoverrun'),
(345, 'Can view count of coins', 86, 'view_turnoverrun'),
(346, 'Can add telephone check', 87, 'add_phonecall'),
(347, 'Can change telephone check', 87, 'change_phonecall'),
(348, 'Can delete telephone check', 87, 'delete_phonecall'),
(349, 'Can view telephone check', 87, 'view_phonecall'),
(350, 'Can add telephone call', 88, 'add_phonecallattempt'),
(351, 'Can change telephone call', 88, 'change_phonecallattempt'),
(352, 'Can delete telephone call', 88, 'delete_phonecallattempt'),
(353, 'Can view telephone call', 88, 'view_phonecallattempt'),
(354, 'Can add sample for telephone checks', 89, 'add_phonesample'),
(355, 'Can change sample for telephone checks', 89, 'change_phonesample'),
(356, 'Can delete sample for telephone checks', 89, 'delete_phonesample'),
(357, 'Can view sample for telephone checks', 89, 'view_phonesample'),
(358, 'Can add suspicion', 90, 'add_suspicion'),
(359, 'Can change suspicion', 90, 'change_suspicion'),
(360, 'Can delete suspicion', 90, 'delete_suspicion'),
(361, 'Can view suspicion', 90, 'view_suspicion'),
(362, 'Can add credit set aside', 91, 'add_credithold'),
(363, 'Can change credit set aside', 91, 'change_credithold'),
(364, 'Can delete credit set aside', 91, 'delete_credithold'),
(365, 'Can view credit set aside', 91, 'view_credithold'),
(366, 'Can add step of a check', 92, 'add_suspicionevent'),
(367, 'Can change step of a check', 92, 'change_suspicionevent'),
(368, 'Can delete step of a check', 92, 'delete_suspicionevent'),
(369, 'Can view step of a check', 92, 'view_suspicionevent'),
(370, 'Can add coins moved in a month', 93, 'add_turnover'),
(371, 'Can change coins moved in a month', 93, 'change_turnover'),
(372, 'Can delete coins moved in a month', 93, 'delete_turnover'),
(373, 'Can view coins moved in a month', 93, 'view_turnover'),
(374, 'Can add donation to a person in difficulty', 94, 'add_earmark'),
(375, 'Can change donation to a person in difficulty', 94, 'change_earmark'),
(376, 'Can delete donation to a person in difficulty', 94, 'delete_earmark'),
(377, 'Can view donation to a person in difficulty', 94, 'view_earmark'),
(378, 'Can add notice of coins that end', 95, 'add_expirynotice'),
(379, 'Can change notice of coins that end', 95, 'change_expirynotice'),
(380, 'Can delete notice of coins that end', 95, 'delete_expirynotice'),
(381, 'Can view notice of coins that end', 95, 'view_expirynotice'),
(382, 'Can add named successor', 96, 'add_nominee'),
(383, 'Can change named successor', 96, 'change_nominee'),
(384, 'Can delete named successor', 96, 'delete_nominee'),
(385, 'Can view named successor', 96, 'view_nominee'),
(386, 'Can add grant from the public pool', 97, 'add_poolgrant'),
(387, 'Can change grant from the public pool', 97, 'change_poolgrant'),
(388, 'Can delete grant from the public pool', 97, 'delete_poolgrant'),
(389, 'Can view grant from the public pool', 97, 'view_poolgrant'),
(390, 'Can add settlement', 98, 'add_settlement'),
(391, 'Can change settlement', 98, 'change_settlement'),
(392, 'Can delete settlement', 98, 'delete_settlement'),
(393, 'Can view settlement', 98, 'view_settlement'),
(394, 'Can add standing instruction', 99, 'add_standinginstruction'),
(395, 'Can change standing instruction', 99, 'change_standinginstruction'),
(396, 'Can delete standing instruction', 99, 'delete_standinginstruction'),
(397, 'Can view standing instruction', 99, 'view_standinginstruction'),
(398, 'Can add message', 100, 'add_message'),
(399, 'Can change message', 100, 'change_message'),
(400, 'Can delete message', 100, 'delete_message'),
(401, 'Can view message', 100, 'view_message'),
(402, 'Can add policy', 101, 'add_policyrow'),
(403, 'Can change policy', 101, 'change_policyrow'),
(404, 'Can delete policy', 101, 'delete_policyrow'),
(405, 'Can view policy', 101, 'view_policyrow'),
(406, 'Can add dialect', 102, 'add_dialect'),
(407, 'Can change dialect', 102, 'change_dialect'),
(408, 'Can delete dialect', 102, 'delete_dialect'),
(409, 'Can view dialect', 102, 'view_dialect'),
(410, 'Can add login', 103, 'add_user'),
(411, 'Can change login', 103, 'change_user'),
(412, 'Can delete login', 103, 'delete_user'),
(413, 'Can view login', 103, 'view_user'),
(414, 'Can add historical person', 104, 'add_historicalperson'),
(415, 'Can change historical person', 104, 'change_historicalperson'),
(416, 'Can delete historical person', 104, 'delete_historicalperson'),
(417, 'Can view historical person', 104, 'view_historicalperson'),
(418, 'Can add person', 105, 'add_person'),
(419, 'Can change person', 105, 'change_person'),
(420, 'Can delete person', 105, 'delete_person'),
(421, 'Can view person', 105, 'view_person'),
(422, 'Can add mandate', 106, 'add_mandate'),
(423, 'Can change mandate', 106, 'change_mandate'),
(424, 'Can delete mandate', 106, 'delete_mandate'),
(425, 'Can view mandate', 106, 'view_mandate'),
(426, 'Can add consent', 107, 'add_consent'),
(427, 'Can change consent', 107, 'change_consent'),
(428, 'Can delete consent', 107, 'delete_consent'),
(429, 'Can view consent', 107, 'view_consent'),
(430, 'Can add access to a file', 108, 'add_accesslog'),
(431, 'Can change access to a file', 108, 'change_accesslog'),
(432, 'Can delete access to a file', 108, 'delete_accesslog'),
(433, 'Can view access to a file', 108, 'view_accesslog'),
(434, 'Can add role', 109, 'add_rolegrant'),
(435, 'Can change role', 109, 'change_rolegrant'),
(436, 'Can delete role', 109, 'delete_rolegrant'),
(437, 'Can view role', 109, 'view_rolegrant'),
(438, 'Can add relative', 110, 'add_kinship'),
(439, 'Can change relative', 110, 'change_kinship'),
(440, 'Can delete relative', 110, 'delete_kinship'),
(441, 'Can view relative', 110, 'view_kinship'),
(442, 'Can add use of a mandate', 111, 'add_mandateuse'),
(443, 'Can change use of a mandate', 111, 'change_mandateuse'),
(444, 'Can delete use of a mandate', 111, 'delete_mandateuse'),
(445, 'Can view use of a mandate', 111, 'view_mandateuse'),
(446, 'Can add region', 112, 'add_region'),
(447, 'Can change region', 112, 'change_region'),
(448, 'Can delete region', 112, 'delete_region'),
(449, 'Can view region', 112, 'view_region'),
(450, 'Can add zone', 113, 'add_zone'),
(451, 'Can change zone', 113, 'change_zone'),
(452, 'Can delete zone', 113, 'delete_zone'),
(453, 'Can view zone', 113, 'view_zone'),
(454, 'Can add form submission', 114, 'add_formsubmission'),
(455, 'Can change form submission', 114, 'change_formsubmission'),
(456, 'Can delete form submission', 114, 'delete_formsubmission'),
(457, 'Can view form submission', 114, 'view_formsubmission'),
(458, 'Can add redirect', 115, 'add_redirect'),
(459, 'Can change redirect', 115, 'change_redirect'),
(460, 'Can delete redirect', 115, 'delete_redirect'),
(461, 'Can view redirect', 115, 'view_redirect'),
(462, 'Can add embed', 116, 'add_embed'),
(463, 'Can change embed', 116, 'change_embed'),
(464, 'Can delete embed', 116, 'delete_embed'),
(465, 'Can view embed', 116, 'view_embed'),
(466, 'Can add user profile', 117, 'add_userprofile'),
(467, 'Can change user profile', 117, 'change_userprofile'),
(468, 'Can delete user profile', 117, 'delete_userprofile'),
(469, 'Can view user profile', 117, 'view_userprofile'),
(470, 'Can view document', 27, 'view_document'),
(471, 'Can view image', 28, 'view_image'),
(472, 'Can add rendition', 118, 'add_rendition'),
(473, 'Can change rendition', 118, 'change_rendition'),
(474, 'Can delete rendition', 118, 'delete_rendition'),
(475, 'Can view rendition', 118, 'view_rendition'),
(476, 'Can add index entry', 119, 'add_indexentry'),
(477, 'Can change index entry', 119, 'change_indexentry'),
(478, 'Can delete index entry', 119, 'delete_indexentry'),
(479, 'Can view index entry', 119, 'view_indexentry'),
(480, 'Can add editing session', 120, 'add_editingsession'),
(481, 'Can change editing session', 120, 'change_editingsession'),
(482, 'Can delete editing session', 120, 'delete_editingsession'),
(483, 'Can view editing session', 120, 'view_editingsession'),
(484, 'Can add form state', 121, 'add_formstate'),
(485, 'Can change form state', 121, 'change_formstate'),
(486, 'Can delete form state', 121, 'delete_formstate'),
(487, 'Can view form state', 121, 'view_formstate'),
(488, 'Can add tag', 122, 'add_tag'),
(489, 'Can change tag', 122, 'change_tag'),
(490, 'Can delete tag', 122, 'delete_tag'),
(491, 'Can view tag', 122, 'view_tag'),
(492, 'Can add tagged item', 123, 'add_taggeditem'),
(493, 'Can change tagged item', 123, 'change_taggeditem'),
(494, 'Can delete tagged item', 123, 'delete_taggeditem'),
(495, 'Can view tagged item', 123, 'view_taggeditem'),
(496, 'Can add email address', 124, 'add_emailaddress'),
(497, 'Can change email address', 124, 'change_emailaddress'),
(498, 'Can delete email address', 124, 'delete_emailaddress'),
(499, 'Can view email address', 124, 'view_emailaddress'),
(500, 'Can add email confirmation', 125, 'add_emailconfirmation');
INSERT INTO auth_permission VALUES
(501, 'Can change email confirmation', 125, 'change_emailconfirmation'),
(502, 'Can delete email confirmation', 125, 'delete_emailconfirmation'),
(503, 'Can view email confirmation', 125, 'view_emailconfirmation'),
(504, 'Can add authenticator', 126, 'add_authenticator'),
(505, 'Can change authenticator', 126, 'change_authenticator'),
(506, 'Can delete authenticator', 126, 'delete_authenticator'),
(507, 'Can view authenticator', 126, 'view_authenticator'),
(508, 'Can add user session', 127, 'add_usersession'),
(509, 'Can change user session', 127, 'change_usersession'),
(510, 'Can delete user session', 127, 'delete_usersession'),
(511, 'Can view user session', 127, 'view_usersession'),
(512, 'Can add crontab', 128, 'add_crontabschedule'),
(513, 'Can change crontab', 128, 'change_crontabschedule'),
(514, 'Can delete crontab', 128, 'delete_crontabschedule'),
(515, 'Can view crontab', 128, 'view_crontabschedule'),
(516, 'Can add interval', 129, 'add_intervalschedule'),
(517, 'Can change interval', 129, 'change_intervalschedule'),
(518, 'Can delete interval', 129, 'delete_intervalschedule'),
(519, 'Can view interval', 129, 'view_intervalschedule'),
(520, 'Can add periodic task', 130, 'add_periodictask'),
(521, 'Can change periodic task', 130, 'change_periodictask'),
(522, 'Can delete periodic task', 130, 'delete_periodictask'),
(523, 'Can view periodic task', 130, 'view_periodictask'),
(524, 'Can add periodic task track', 131, 'add_periodictasks'),
(525, 'Can change periodic task track', 131, 'change_periodictasks'),
(526, 'Can delete periodic task track', 131, 'delete_periodictasks'),
(527, 'Can view periodic task track', 131, 'view_periodictasks'),
(528, 'Can add solar event', 132, 'add_solarschedule'),
(529, 'Can change solar event', 132, 'change_solarschedule'),
(530, 'Can delete solar event', 132, 'delete_solarschedule'),
(531, 'Can view solar event', 132, 'view_solarschedule'),
(532, 'Can add clocked', 133, 'add_clockedschedule'),
(533, 'Can change clocked', 133, 'change_clockedschedule'),
(534, 'Can delete clocked', 133, 'delete_clockedschedule'),
(535, 'Can view clocked', 133, 'view_clockedschedule'),
(536, 'Can add log entry', 134, 'add_logentry'),
(537, 'Can change log entry', 134, 'change_logentry'),
(538, 'Can delete log entry', 134, 'delete_logentry'),
(539, 'Can view log entry', 134, 'view_logentry'),
(540, 'Can add permission', 135, 'add_permission'),
(541, 'Can change permission', 135, 'change_permission'),
(542, 'Can delete permission', 135, 'delete_permission'),
(543, 'Can view permission', 135, 'view_permission'),
(544, 'Can add group', 136, 'add_group'),
(545, 'Can change group', 136, 'change_group'),
(546, 'Can delete group', 136, 'delete_group'),
(547, 'Can view group', 136, 'view_group'),
(548, 'Can add content type', 137, 'add_contenttype'),
(549, 'Can change content type', 137, 'change_contenttype'),
(550, 'Can delete content type', 137, 'delete_contenttype'),
(551, 'Can view content type', 137, 'view_contenttype'),
(552, 'Can add session', 138, 'add_session'),
(553, 'Can change session', 138, 'change_session'),
(554, 'Can delete session', 138, 'delete_session'),
(555, 'Can view session', 138, 'view_session');
INSERT INTO django_content_type VALUES
(1, 'wagtailcore', 'page'),
(2, 'wagtailcore', 'groupapprovaltask'),
(3, 'wagtailcore', 'locale'),
(4, 'wagtailcore', 'site'),
(5, 'wagtailcore', 'groupsitepermission'),
(6, 'wagtailcore', 'modellogentry'),
(7, 'wagtailcore', 'revision'),
(8, 'wagtailcore', 'collectionviewrestriction'),
(9, 'wagtailcore', 'collection'),
(10, 'wagtailcore', 'groupcollectionpermission'),
(11, 'wagtailcore', 'uploadedfile'),
(12, 'wagtailcore', 'workflowcontenttype'),
(13, 'wagtailcore', 'workflowstate'),
(14, 'wagtailcore', 'workflow'),
(15, 'wagtailcore', 'workflowtask'),
(16, 'wagtailcore', 'task'),
(17, 'wagtailcore', 'taskstate'),
(18, 'wagtailcore', 'grouppagepermission'),
(19, 'wagtailcore', 'pageviewrestriction'),
(20, 'wagtailcore', 'workflowpage'),
(21, 'wagtailcore', 'pagelogentry'),
(22, 'wagtailcore', 'comment'),
(23, 'wagtailcore', 'commentreply'),
(24, 'wagtailcore', 'pagesubscription'),
(25, 'wagtailcore', 'referenceindex'),
(26, 'wagtailadmin', 'admin'),
(27, 'wagtaildocs', 'document'),
(28, 'wagtailimages', 'image'),
(29, 'platform_site', 'homepage'),
(30, 'platform_site', 'infopage'),
(31, 'platform_site', 'newsindexpage'),
(32, 'platform_site', 'newspage'),
(33, 'elderly_visits', 'concern'),
(34, 'elderly_visits', 'concernevent'),
(35, 'elderly_visits', 'elder'),
(36, 'elderly_visits', 'emergencycontact'),
(37, 'elderly_visits', 'historicalelder'),
(38, 'elderly_visits', 'visitplan'),
(39, 'elderly_visits', 'visit'),
(40, 'elderly_visits', 'visitreport'),
(41, 'elderly_visits', 'timeshortage'),
(42, 'elderly_visits', 'missingvolunteers'),
(43, 'elderly_visits', 'closure'),
(44, 'elderly_visits', 'repair'),
(45, 'elderly_visits', 'repairedvisit'),
(46, 'elderly_visits', 'standinsearch'),
(47, 'elderly_visits', 'standin'),
(48, 'service_requests', 'servicerequest'),
(49, 'service_requests', 'requestevent'),
(50, 'volunteers', 'skill'),
(51, 'volunteers', 'assignment'),
(52, 'volunteers', 'assignmentevent'),
(53, 'volunteers', 'historicalvolunteer'),
(54, 'volunteers', 'project'),
(55, 'volunteers', 'task'),
(56, 'volunteers', 'team'),
(57, 'volunteers', 'historicalproject'),
(58, 'volunteers', 'volunteer'),
(59, 'volunteers', 'teammember'),
(60, 'volunteers', 'historicalteam'),
(61, 'volunteers', 'volunteerskill'),
(62, 'volunteers', 'absence'),
(63, 'volunteers', 'calendarfeed'),
(64, 'volunteers', 'plannedstop'),
(65, 'facilities', 'historicalfacility'),
(66, 'facilities', 'facility'),
(67, 'facilities', 'facilitycorrection'),
(68, 'organizations', 'historicalsocialorganization'),
(69, 'organizations', 'socialorganization'),
(70, 'organizations', 'organizationmember'),
(71, 'timebank', 'account'),
(72, 'timebank', 'servicerecord'),
(73, 'timebank', 'staraward'),
(74, 'timebank', 'transfer'),
(75, 'timebank', 'accountslot'),
(76, 'timebank', 'partner'),
(77, 'timebank', 'offer'),
(78, 'timebank', 'partnerstaff'),
(79, 'timebank', 'voucher'),
(80, 'timebank', 'certificate'),
(81, 'timebank', 'certificatefile'),
(82, 'timebank', 'certificateending'),
(83, 'timebank', 'certifiedrecord'),
(84, 'timebank', 'starobjection'),
(85, 'timebank', 'anomalyrun'),
(86, 'timebank', 'turnoverrun'),
(87, 'timebank', 'phonecall'),
(88, 'timebank', 'phonecallattempt'),
(89, 'timebank', 'phonesample'),
(90, 'timebank', 'suspicion'),
(91, 'timebank', 'credithold'),
(92, 'timebank', 'suspicionevent'),
(93, 'timebank', 'turnover'),
(94, 'timebank', 'earmark'),
(95, 'timebank', 'expirynotice'),
(96, 'timebank', 'nominee'),
(97, 'timebank', 'poolgrant'),
(98, 'timebank', 'settlement'),
(99, 'timebank', 'standinginstruction'),
(100, 'notifications', 'message'),
(101, 'policies', 'policyrow'),
(102, 'people', 'dialect'),
(103, 'people', 'user'),
(104, 'people', 'historicalperson'),
(105, 'people', 'person'),
(106, 'people', 'mandate'),
(107, 'people', 'consent'),
(108, 'people', 'accesslog'),
(109, 'people', 'rolegrant'),
(110, 'people', 'kinship'),
(111, 'people', 'mandateuse'),
(112, 'regions', 'region'),
(113, 'regions', 'zone'),
(114, 'wagtailforms', 'formsubmission'),
(115, 'wagtailredirects', 'redirect'),
(116, 'wagtailembeds', 'embed'),
(117, 'wagtailusers', 'userprofile'),
(118, 'wagtailimages', 'rendition'),
(119, 'wagtailsearch', 'indexentry'),
(120, 'wagtailadmin', 'editingsession'),
(121, 'wagtailadmin', 'formstate'),
(122, 'taggit', 'tag'),
(123, 'taggit', 'taggeditem'),
(124, 'account', 'emailaddress'),
(125, 'account', 'emailconfirmation'),
(126, 'mfa', 'authenticator'),
(127, 'usersessions', 'usersession'),
(128, 'django_celery_beat', 'crontabschedule'),
(129, 'django_celery_beat', 'intervalschedule'),
(130, 'django_celery_beat', 'periodictask'),
(131, 'django_celery_beat', 'periodictasks'),
(132, 'django_celery_beat', 'solarschedule'),
(133, 'django_celery_beat', 'clockedschedule'),
(134, 'admin', 'logentry'),
(135, 'auth', 'permission'),
(136, 'auth', 'group'),
(137, 'contenttypes', 'contenttype'),
(138, 'sessions', 'session');
INSERT INTO django_migrations VALUES
(1, 'regions', '0001_initial', '2026-11-30 15:33:34.118282+00'),
(2, 'contenttypes', '0001_initial', '2026-11-30 15:33:34.162265+00'),
(3, 'contenttypes', '0002_remove_content_type_name', '2026-11-30 15:33:34.216461+00'),
(4, 'auth', '0001_initial', '2026-11-30 15:33:34.368527+00'),
(5, 'auth', '0002_alter_permission_name_max_length', '2026-11-30 15:33:34.397005+00'),
(6, 'auth', '0003_alter_user_email_max_length', '2026-11-30 15:33:34.415945+00'),
(7, 'auth', '0004_alter_user_username_opts', '2026-11-30 15:33:34.448197+00'),
(8, 'auth', '0005_alter_user_last_login_null', '2026-11-30 15:33:34.48055+00'),
(9, 'auth', '0006_require_contenttypes_0002', '2026-11-30 15:33:34.482131+00'),
(10, 'auth', '0007_alter_validators_add_error_messages', '2026-11-30 15:33:34.500801+00'),
(11, 'auth', '0008_alter_user_username_max_length', '2026-11-30 15:33:34.520906+00'),
(12, 'auth', '0009_alter_user_last_name_max_length', '2026-11-30 15:33:34.5488+00'),
(13, 'auth', '0010_alter_group_name_max_length', '2026-11-30 15:33:34.581572+00'),
(14, 'auth', '0011_update_proxy_permissions', '2026-11-30 15:33:34.60898+00'),
(15, 'auth', '0012_alter_user_first_name_max_length', '2026-11-30 15:33:34.641012+00'),
(16, 'people', '0001_initial', '2026-11-30 15:33:36.000652+00'),
(17, 'account', '0001_initial', '2026-11-30 15:33:36.160489+00'),
(18, 'account', '0002_email_max_length', '2026-11-30 15:33:36.217614+00'),
(19, 'account', '0003_alter_emailaddress_create_unique_verified_email', '2026-11-30 15:33:36.336472+00'),
(20, 'account', '0004_alter_emailaddress_drop_unique_email', '2026-11-30 15:33:36.400528+00'),
(21, 'account', '0005_emailaddress_idx_upper_email', '2026-11-30 15:33:36.452689+00'),
(22, 'account', '0006_emailaddress_lower', '2026-11-30 15:33:36.504411+00'),
(23, 'account', '0007_emailaddress_idx_email', '2026-11-30 15:33:36.599105+00'),
(24, 'account', '0008_emailaddress_unique_primary_email_fixup', '2026-11-30 15:33:36.661802+00'),
(25, 'account', '0009_emailaddress_unique_primary_email', '2026-11-30 15:33:36.709711+00'),
(26, 'admin', '0001_initial', '2026-11-30 15:33:36.809939+00'),
(27, 'admin', '0002_logentry_remove_auto_add', '2026-11-30 15:33:36.860176+00'),
(28, 'admin', '0003_logentry_add_action_flag_choices', '2026-11-30 15:33:36.912575+00'),
(29, 'django_celery_beat', '0001_initial', '2026-11-30 15:33:37.052082+00'),
(30, 'django_celery_beat', '0002_auto_20161118_0346', '2026-11-30 15:33:37.092517+00'),
(31, 'django_celery_beat', '0003_auto_20161209_0049', '2026-11-30 15:33:37.132446+00'),
(32, 'django_celery_beat', '0004_auto_20170221_0000', '2026-11-30 15:33:37.136576+00'),
(33, 'django_celery_beat', '0005_add_solarschedule_events_choices', '2026-11-30 15:33:37.169543+00'),
(34, 'django_celery_beat', '0006_auto_20180322_0932', '2026-11-30 15:33:37.294239+00'),
(35, 'django_celery_beat', '0007_auto_20180521_0826', '2026-11-30 15:33:37.37076+00'),
(36, 'django_celery_beat', '0008_auto_20180914_1922', '2026-11-30 15:33:37.48875+00'),
(37, 'django_celery_beat', '0006_auto_20180210_1226', '2026-11-30 15:33:37.547469+00'),
(38, 'django_celery_beat', '0006_periodictask_priority', '2026-11-30 15:33:37.593014+00'),
(39, 'django_celery_beat', '0009_periodictask_headers', '2026-11-30 15:33:37.628797+00'),
(40, 'django_celery_beat', '0010_auto_20190429_0326', '2026-11-30 15:33:38.54289+00'),
(41, 'django_celery_beat', '0011_auto_20190508_0153', '2026-11-30 15:33:38.604942+00'),
(42, 'django_celery_beat', '0012_periodictask_expire_seconds', '2026-11-30 15:33:38.652692+00'),
(43, 'django_celery_beat', '0013_auto_20200609_0727', '2026-11-30 15:33:38.67343+00'),
(44, 'django_celery_beat', '0014_remove_clockedschedule_enabled', '2026-11-30 15:33:38.698944+00'),
(45, 'django_celery_beat', '0015_edit_solarschedule_events_choices', '2026-11-30 15:33:38.723336+00'),
(46, 'django_celery_beat', '0016_alter_crontabschedule_timezone', '2026-11-30 15:33:38.754647+00'),
(47, 'django_celery_beat', '0017_alter_crontabschedule_month_of_year', '2026-11-30 15:33:38.800785+00'),
(48, 'django_celery_beat', '0018_improve_crontab_helptext', '2026-11-30 15:33:38.819443+00'),
(49, 'django_celery_beat', '0019_alter_periodictasks_options', '2026-11-30 15:33:38.838761+00'),
(50, 'organizations', '0001_initial', '2026-11-30 15:33:39.336323+00'),
(51, 'volunteers', '0001_initial', '2026-11-30 15:33:56.513661+00'),
(52, 'volunteers', '0002_events_append_only', '2026-11-30 15:33:57.088522+00'),
(53, 'volunteers', '0003_a_team_serves_as_one', '2026-11-30 15:33:58.448498+00'),
(54, 'volunteers', '0004_requests_are_tasks', '2026-11-30 15:33:58.766438+00'),
(55, 'volunteers', '0005_free_places_near', '2026-11-30 15:34:00.516512+00'),
(56, 'volunteers', '0006_away_and_earlier_answers', '2026-11-30 15:34:03.914819+00'),
(57, 'facilities', '0001_initial', '2026-11-30 15:34:05.756477+00'),
(58, 'elderly_visits', '0001_initial', '2026-11-30 15:34:26.893049+00'),
(59, 'elderly_visits', '0002_events_append_only', '2026-11-30 15:34:27.764517+00'),
(60, 'elderly_visits', '0003_gaps_of_a_plan', '2026-11-30 15:34:29.372478+00'),
(61, 'elderly_visits', '0004_between_two_plans', '2026-11-30 15:34:37.432658+00'),
(62, 'mfa', '0001_initial', '2026-11-30 15:34:38.140569+00'),
(63, 'mfa', '0002_authenticator_timestamps', '2026-11-30 15:34:41.71033+00'),
(64, 'mfa', '0003_authenticator_type_uniq', '2026-11-30 15:34:43.100507+00'),
(65, 'notifications', '0001_initial', '2026-11-30 15:34:43.78129+00'),
(66, 'people', '0002_access_log_append_only', '2026-11-30 15:34:44.413235+00'),
(67, 'people', '0003_role_and_mandate_endings', '2026-11-30 15:34:47.008439+00'),
(68, 'timebank', '0001_initial', '2026-11-30 15:34:52.480829+00'),
(69, 'timebank', '0002_append_only', '2026-11-30 15:34:52.753473+00'),
(70, 'timebank', '0003_groups_and_escrow', '2026-11-30 15:34:53.116491+00'),
(71, 'timebank', '0004_chain_and_slots', '2026-11-30 15:34:54.944338+00'),
(72, 'timebank', '0005_chain_what_was_booked_before', '2026-11-30 15:34:55.261383+00'),
(73, 'timebank', '0006_partners_offers_vouchers', '2026-11-30 15:34:58.49271+00'),
(74, 'timebank', '0007_vouchers_append_only', '2026-11-30 15:34:58.673109+00'),
(75, 'organizations', '0002_partner_of_the_time_bank', '2026-11-30 15:34:59.602645+00'),
(76, 'people', '0004_kinship', '2026-11-30 15:34:59.820406+00'),
(77, 'people', '0005_mandate_scopes_and_uses', '2026-11-30 15:35:00.312386+00'),
(78, 'people', '0006_mandate_uses_append_only', '2026-11-30 15:35:00.477749+00'),
(79, 'wagtailcore', '0001_initial', '2026-11-30 15:35:02.070993+00'),
(80, 'wagtailcore', '0002_initial_data', '2026-11-30 15:35:02.080632+00'),
(81, 'wagtailcore', '0003_add_uniqueness_constraint_on_group_page_permission', '2026-11-30 15:35:02.081528+00'),
(82, 'wagtailcore', '0004_page_locked', '2026-11-30 15:35:02.084371+00'),
(83, 'wagtailcore', '0005_add_page_lock_permission_to_moderators', '2026-11-30 15:35:02.08848+00'),
(84, 'wagtailcore', '0006_add_lock_page_permission', '2026-11-30 15:35:02.090423+00'),
(85, 'wagtailcore', '0007_page_latest_revision_created_at', '2026-11-30 15:35:02.099707+00'),
(86, 'wagtailcore', '0008_populate_latest_revision_created_at', '2026-11-30 15:35:02.10862+00'),
(87, 'wagtailcore', '0009_remove_auto_now_add_from_pagerevision_created_at', '2026-11-30 15:35:02.112409+00'),
(88, 'wagtailcore', '0010_change_page_owner_to_null_on_delete', '2026-11-30 15:35:02.120461+00'),
(89, 'wagtailcore', '0011_page_first_published_at', '2026-11-30 15:35:02.131392+00'),
(90, 'wagtailcore', '0012_extend_page_slug_field', '2026-11-30 15:35:02.133839+00'),
(91, 'wagtailcore', '0013_update_golive_expire_help_text', '2026-11-30 15:35:02.144598+00'),
(92, 'wagtailcore', '0014_add_verbose_name', '2026-11-30 15:35:02.156565+00'),
(93, 'wagtailcore', '0015_add_more_verbose_names', '2026-11-30 15:35:02.162106+00'),
(94, 'wagtailcore', '0016_change_page_url_path_to_text_field', '2026-11-30 15:35:02.164213+00'),
(95, 'wagtailcore', '0017_change_edit_page_permission_description', '2026-11-30 15:35:02.929329+00'),
(96, 'wagtailcore', '0018_pagerevision_submitted_for_moderation_index', '2026-11-30 15:35:02.997526+00'),
(97, 'wagtailcore', '0019_verbose_names_cleanup', '2026-11-30 15:35:03.281345+00'),
(98, 'wagtailcore', '0020_add_index_on_page_first_published_at', '2026-11-30 15:35:03.381791+00'),
(99, 'wagtailcore', '0021_capitalizeverbose', '2026-11-30 15:35:09.334343+00'),
(100, 'wagtailcore', '0022_add_site_name', '2026-11-30 15:35:09.361866+00'),
(101, 'wagtailcore', '0023_alter_page_revision_on_delete_behaviour', '2026-11-30 15:35:09.510219+00'),
(102, 'wagtailcore', '0024_collection', '2026-11-30 15:35:09.548494+00'),
(103, 'wagtailcore', '0025_collection_initial_data', '2026-11-30 15:35:10.3069+00'),
(104, 'wagtailcore', '0026_group_collection_permission', '2026-11-30 15:35:10.508345+00'),
(105, 'wagtailcore', '0027_fix_collection_path_collation', '2026-11-30 15:35:10.66177+00'),
(106, 'wagtailcore', '0024_alter_page_content_type_on_delete_behaviour', '2026-11-30 15:35:10.74681+00'),
(107, 'wagtailcore', '0028_merge', '2026-11-30 15:35:10.748322+00'),
(108, 'wagtailcore', '0029_unicode_slugfield_dj19', '2026-11-30 15:35:10.828144+00'),
(109, 'wagtailcore', '0030_index_on_pagerevision_created_at', '2026-11-30 15:35:10.916475+00'),
(110, 'wagtailcore', '0031_add_page_view_restriction_types', '2026-11-30 15:35:11.088416+00'),
(111, 'wagtailcore', '0032_add_bulk_delete_page_permission', '2026-11-30 15:35:11.115141+00'),
(112, 'wagtailcore', '0033_remove_golive_expiry_help_text', '2026-11-30 15:35:11.280621+00'),
(113, 'wagtailcore', '0034_page_live_revision', '2026-11-30 15:35:11.404301+00'),
(114, 'wagtailcore', '0035_page_last_published_at', '2026-11-30 15:35:11.489927+00'),
(115, 'wagtailcore', '0036_populate_page_last_published_at', '2026-11-30 15:35:11.609101+00'),
(116, 'wagtailcore', '0037_set_page_owner_editable', '2026-11-30 15:35:11.728697+00'),
(117, 'wagtailcore', '0038_make_first_published_at_editable', '2026-11-30 15:35:11.816406+00'),
(118, 'wagtailcore', '0039_collectionviewrestriction', '2026-11-30 15:35:12.548565+00'),
(119, 'wagtailcore', '0040_page_draft_title', '2026-11-30 15:35:12.748373+00'),
(120, 'wagtailcore', '0041_group_collection_permissions_verbose_name_plural', '2026-11-30 15:35:12.763961+00'),
(121, 'wagtailcore', '0042_index_on_pagerevision_approved_go_live_at', '2026-11-30 15:35:12.852516+00'),
(122, 'wagtailcore', '0043_lock_fields', '2026-11-30 15:35:13.076317+00'),
(123, 'wagtailcore', '0044_add_unlock_grouppagepermission', '2026-11-30 15:35:13.098564+00'),
(124, 'wagtailcore', '0045_assign_unlock_grouppagepermission', '2026-11-30 15:35:13.226886+00'),
(125, 'wagtailcore', '0046_site_name_remove_null', '2026-11-30 15:35:13.256006+00'),
(126, 'wagtailcore', '0047_add_workflow_models', '2026-11-30 15:35:14.838824+00'),
(127, 'wagtailcore', '0048_add_default_workflows', '2026-11-30 15:35:14.997491+00'),
(128, 'wagtailcore', '0049_taskstate_finished_by', '2026-11-30 15:35:15.148308+00'),
(129, 'wagtailcore', '0050_workflow_rejected_to_needs_changes', '2026-11-30 15:35:15.424485+00'),
(130, 'wagtailcore', '0051_taskstate_comment', '2026-11-30 15:35:15.524885+00'),
(131, 'wagtailcore', '0052_pagelogentry', '2026-11-30 15:35:15.6924+00'),
(132, 'wagtailcore', '0053_locale_model', '2026-11-30 15:35:15.712359+00'),
(133, 'wagtailcore', '0054_initial_locale', '2026-11-30 15:35:15.849362+00'),
(134, 'wagtailcore', '0055_page_locale_fields', '2026-11-30 15:35:16.630245+00'),
(135, 'wagtailcore', '0056_page_locale_fields_populate', '2026-11-30 15:35:16.769113+00'),
(136, 'wagtailcore', '0057_page_locale_fields_notnull', '2026-11-30 15:35:16.997693+00'),
(137, 'wagtailcore', '0058_page_alias_of', '2026-11-30 15:35:17.132392+00'),
(138, 'wagtailcore', '0059_apply_collection_ordering', '2026-11-30 15:35:17.271514+00'),
(139, 'wagtailcore', '0060_fix_workflow_unique_constraint', '2026-11-30 15:35:17.708553+00'),
(140, 'wagtailcore', '0061_change_promote_tab_helpt_text_and_verbose_names', '2026-11-30 15:35:18.34564+00'),
(141, 'wagtailcore', '0062_comment_models_and_pagesubscription', '2026-11-30 15:35:22.604378+00'),
(142, 'wagtailcore', '0063_modellogentry', '2026-11-30 15:35:23.552526+00'),
(143, 'wagtailcore', '0064_log_timestamp_indexes', '2026-11-30 15:35:24.804682+00'),
(144, 'wagtailcore', '0065_log_entry_uuid', '2026-11-30 15:35:26.105605+00'),
(145, 'wagtailcore', '0066_collection_management_permissions', '2026-11-30 15:35:26.556384+00'),
(146, 'wagtailcore', '0067_alter_pagerevision_content_json', '2026-11-30 15:35:27.236835+00'),
(147, 'wagtailcore', '0068_log_entry_empty_object', '2026-11-30 15:35:28.047272+00'),
(148, 'wagtailcore', '0069_log_entry_jsonfield', '2026-11-30 15:35:32.552567+00'),
(149, 'wagtailcore', '0070_rename_pagerevision_revision', '2026-11-30 15:35:37.492392+00'),
(150, 'wagtailcore', '0071_populate_revision_content_type', '2026-11-30 15:35:38.470292+00'),
(151, 'wagtailcore', '0072_alter_revision_content_type_notnull', '2026-11-30 15:35:42.801367+00'),
(152, 'wagtailcore', '0073_page_latest_revision', '2026-11-30 15:35:43.74436+00'),
(153, 'wagtailcore', '0074_revision_object_str', '2026-11-30 15:35:44.172462+00'),
(154, 'wagtailcore', '0075_populate_latest_revision_and_revision_object_str', '2026-11-30 15:35:45.23662+00'),
(155, 'wagtailcore', '0076_modellogentry_revision', '2026-11-30 15:35:45.395289+00'),
(156, 'wagtailcore', '0077_alter_revision_user', '2026-11-30 15:35:45.752587+00'),
(157, 'wagtailcore', '0078_referenceindex', '2026-11-30 15:35:46.296641+00'),
(158, 'wagtailcore', '0079_rename_taskstate_page_revision', '2026-11-30 15:35:46.664592+00'),
(159, 'wagtailcore', '0080_generic_workflowstate', '2026-11-30 15:35:54.628509+00'),
(160, 'wagtailcore', '0081_populate_workflowstate_content_type', '2026-11-30 15:35:55.747192+00'),
(161, 'wagtailcore', '0082_alter_workflowstate_content_type_notnull', '2026-11-30 15:35:57.620572+00'),
(162, 'wagtailcore', '0083_workflowcontenttype', '2026-11-30 15:35:58.600645+00'),
(163, 'wagtailcore', '0084_add_default_page_permissions', '2026-11-30 15:35:59.362539+00'),
(164, 'wagtailcore', '0085_add_grouppagepermission_permission', '2026-11-30 15:36:00.648167+00'),
(165, 'wagtailcore', '0086_populate_grouppagepermission_permission', '2026-11-30 15:36:05.819792+00'),
(166, 'wagtailcore', '0087_alter_grouppagepermission_unique_together_and_more', '2026-11-30 15:36:07.028539+00'),
(167, 'wagtailcore', '0088_fix_log_entry_json_timestamps', '2026-11-30 15:36:10.816721+00'),
(168, 'wagtailcore', '0089_log_entry_data_json_null_to_object', '2026-11-30 15:36:12.059318+00'),
(169, 'wagtailcore', '0090_remove_grouppagepermission_permission_type', '2026-11-30 15:36:13.641817+00'),
(170, 'wagtailcore', '0091_remove_revision_submitted_for_moderation', '2026-11-30 15:36:14.873387+00'),
(171, 'wagtailcore', '0092_alter_collectionviewrestriction_password_and_more', '2026-11-30 15:36:15.778036+00'),
(172, 'wagtailcore', '0093_uploadedfile', '2026-11-30 15:36:17.47655+00'),
(173, 'wagtailcore', '0094_alter_page_locale', '2026-11-30 15:36:21.789469+00'),
(174, 'wagtailcore', '0095_groupsitepermission', '2026-11-30 15:36:22.948399+00'),
(175, 'wagtailcore', '0096_referenceindex_referenceindex_source_object_and_more', '2026-11-30 15:36:23.240565+00'),
(176, 'wagtailcore', '0097_baselogentry_uuid_action_timestamp_indexes', '2026-11-30 15:36:23.782091+00'),
(177, 'platform_site', '0001_content_pages', '2026-11-30 15:36:24.664017+00'),
(178, 'policies', '0001_initial', '2026-11-30 15:36:24.96821+00'),
(179, 'service_requests', '0001_initial', '2026-11-30 15:36:27.180511+00'),
(180, 'service_requests', '0002_events_append_only', '2026-11-30 15:36:27.34309+00'),
(181, 'sessions', '0001_initial', '2026-11-30 15:36:27.384384+00'),
(182, 'taggit', '0001_initial', '2026-11-30 15:36:27.616411+00'),
(183, 'taggit', '0002_auto_20150616_2121', '2026-11-30 15:36:27.652561+00'),
(184, 'taggit', '0003_taggeditem_add_unique_index', '2026-11-30 15:36:27.684488+00'),
(185, 'taggit', '0004_alter_taggeditem_content_type_alter_taggeditem_tag', '2026-11-30 15:36:28.561253+00'),
(186, 'taggit', '0005_auto_20220424_2025', '2026-11-30 15:36:28.580064+00'),
(187, 'taggit', '0006_rename_taggeditem_content_type_object_id_taggit_tagg_content_8fc721_idx', '2026-11-30 15:36:28.638742+00'),
(188, 'timebank', '0008_certificates', '2026-11-30 15:36:30.272578+00'),
(189, 'timebank', '0009_certificates_only_grow', '2026-11-30 15:36:31.460395+00'),
(190, 'timebank', '0010_group_and_late_records', '2026-11-30 15:36:32.277492+00'),
(191, 'timebank', '0011_objections_to_stars', '2026-11-30 15:36:33.184558+00'),
(192, 'timebank', '0012_oversight', '2026-11-30 15:36:36.272713+00'),
(193, 'timebank', '0013_oversight_append_only', '2026-11-30 15:36:39.09844+00'),
(194, 'timebank', '0014_giving', '2026-11-30 15:36:41.440771+00'),
(195, 'timebank', '0015_services_of_settled_accounts', '2026-11-30 15:36:41.599885+00'),
(196, 'usersessions', '0001_initial', '2026-11-30 15:36:41.832626+00'),
(197, 'volunteers', '0007_days_are_planned', '2026-11-30 15:36:42.344428+00'),
(198, 'wagtailadmin', '0001_create_admin_access_permissions', '2026-11-30 15:36:43.152698+00'),
(199, 'wagtailadmin', '0002_admin', '2026-11-30 15:36:43.159334+00'),
(200, 'wagtailadmin', '0003_admin_managed', '2026-11-30 15:36:43.180667+00'),
(201, 'wagtailadmin', '0004_editingsession', '2026-11-30 15:36:43.404385+00'),
(202, 'wagtailadmin', '0005_editingsession_is_editing', '2026-11-30 15:36:43.557632+00'),
(203, 'wagtailadmin', '0006_formstate', '2026-11-30 15:36:43.804498+00'),
(204, 'wagtaildocs', '0001_initial', '2026-11-30 15:36:44.025738+00'),
(205, 'wagtaildocs', '0002_initial_data', '2026-11-30 15:36:44.249902+00'),
(206, 'wagtaildocs', '0003_add_verbose_names', '2026-11-30 15:36:44.794654+00'),
(207, 'wagtaildocs', '0004_capitalizeverbose', '2026-11-30 15:36:46.430933+00'),
(208, 'wagtaildocs', '0005_document_collection', '2026-11-30 15:36:46.742232+00'),
(209, 'wagtaildocs', '0006_copy_document_permissions_to_collections', '2026-11-30 15:36:47.072771+00'),
(210, 'wagtaildocs', '0005_alter_uploaded_by_user_on_delete_action', '2026-11-30 15:36:47.371319+00'),
(211, 'wagtaildocs', '0007_merge', '2026-11-30 15:36:47.383676+00'),
(212, 'wagtaildocs', '0008_document_file_size', '2026-11-30 15:36:47.601543+00'),
(213, 'wagtaildocs', '0009_document_verbose_name_plural', '2026-11-30 15:36:48.47583+00'),
(214, 'wagtaildocs', '0010_document_file_hash', '2026-11-30 15:36:48.626835+00'),
(215, 'wagtaildocs', '0011_add_choose_permissions', '2026-11-30 15:36:49.22954+00'),
(216, 'wagtaildocs', '0012_uploadeddocument', '2026-11-30 15:36:49.492418+00'),
(217, 'wagtaildocs', '0013_delete_uploadeddocument', '2026-11-30 15:36:49.508483+00'),
(218, 'wagtaildocs', '0014_alter_document_file_size', '2026-11-30 15:36:49.692636+00'),
(219, 'wagtailembeds', '0001_initial', '2026-11-30 15:36:49.752501+00'),
(220, 'wagtailembeds', '0002_add_verbose_names', '2026-11-30 15:36:49.779863+00'),
(221, 'wagtailembeds', '0003_capitalizeverbose', '2026-11-30 15:36:49.794318+00'),
(222, 'wagtailembeds', '0004_embed_verbose_name_plural', '2026-11-30 15:36:49.821472+00'),
(223, 'wagtailembeds', '0005_specify_thumbnail_url_max_length', '2026-11-30 15:36:49.856462+00'),
(224, 'wagtailembeds', '0006_add_embed_hash', '2026-11-30 15:36:49.884485+00'),
(225, 'wagtailembeds', '0007_populate_hash', '2026-11-30 15:36:50.118388+00'),
(226, 'wagtailembeds', '0008_allow_long_urls', '2026-11-30 15:36:50.220525+00'),
(227, 'wagtailembeds', '0009_embed_cache_until', '2026-11-30 15:36:50.260038+00'),
(228, 'wagtailforms', '0001_initial', '2026-11-30 15:36:50.532782+00'),
(229, 'wagtailforms', '0002_add_verbose_names', '2026-11-30 15:36:51.15648+00'),
(230, 'wagtailforms', '0003_capitalizeverbose', '2026-11-30 15:36:51.24251+00'),
(231, 'wagtailforms', '0004_add_verbose_name_plural', '2026-11-30 15:36:51.286884+00'),
(232, 'wagtailforms', '0005_alter_formsubmission_form_data', '2026-11-30 15:36:51.344697+00'),
(233, 'wagtailimages', '0001_initial', '2026-11-30 15:36:52.429711+00'),
(234, 'wagtailimages', '0002_initial_data', '2026-11-30 15:36:52.43664+00'),
(235, 'wagtailimages', '0003_fix_focal_point_fields', '2026-11-30 15:36:52.448466+00'),
(236, 'wagtailimages', '0004_make_focal_point_key_not_nullable', '2026-11-30 15:36:52.452665+00'),
(237, 'wagtailimages', '0005_make_filter_spec_unique', '2026-11-30 15:36:52.456593+00'),
(238, 'wagtailimages', '0006_add_verbose_names', '2026-11-30 15:36:52.464398+00'),
(239, 'wagtailimages', '0007_image_file_size', '2026-11-30 15:36:52.476452+00'),
(240, 'wagtailimages', '0008_image_created_at_index', '2026-11-30 15:36:52.480999+00'),
(241, 'wagtailimages', '0009_capitalizeverbose', '2026-11-30 15:36:52.488531+00'),
(242, 'wagtailimages', '0010_change_on_delete_behaviour', '2026-11-30 15:36:52.496552+00'),
(243, 'wagtailimages', '0011_image_collection', '2026-11-30 15:36:52.508503+00'),
(244, 'wagtailimages', '0012_copy_image_permissions_to_collections', '2026-11-30 15:36:52.516382+00'),
(245, 'wagtailimages', '0013_make_rendition_upload_callable', '2026-11-30 15:36:52.524465+00'),
(246, 'wagtailimages', '0014_add_filter_spec_field', '2026-11-30 15:36:52.525331+00'),
(247, 'wagtailimages', '0015_fill_filter_spec_field', '2026-11-30 15:36:52.529877+00'),
(248, 'wagtailimages', '0016_deprecate_rendition_filter_relation', '2026-11-30 15:36:52.541477+00'),
(249, 'wagtailimages', '0017_reduce_focal_point_key_max_length', '2026-11-30 15:36:52.548341+00'),
(250, 'wagtailimages', '0018_remove_rendition_filter', '2026-11-30 15:36:52.556333+00'),
(251, 'wagtailimages', '0019_delete_filter', '2026-11-30 15:36:52.560283+00'),
(252, 'wagtailimages', '0020_add-verbose-name', '2026-11-30 15:36:52.576418+00'),
(253, 'wagtailimages', '0021_image_file_hash', '2026-11-30 15:36:52.584503+00'),
(254, 'wagtailimages', '0022_uploadedimage', '2026-11-30 15:36:52.84844+00'),
(255, 'wagtailimages', '0023_add_choose_permissions', '2026-11-30 15:36:56.455799+00'),
(256, 'wagtailimages', '0024_index_image_file_hash', '2026-11-30 15:36:56.624841+00'),
(257, 'wagtailimages', '0025_alter_image_file_alter_rendition_file', '2026-11-30 15:36:56.816841+00'),
(258, 'wagtailimages', '0026_delete_uploadedimage', '2026-11-30 15:36:56.829392+00'),
(259, 'wagtailimages', '0027_image_description', '2026-11-30 15:36:57.023179+00'),
(260, 'wagtailredirects', '0001_initial', '2026-11-30 15:36:57.336549+00'),
(261, 'wagtailredirects', '0002_add_verbose_names', '2026-11-30 15:36:57.648023+00'),
(262, 'wagtailredirects', '0003_make_site_field_editable', '2026-11-30 15:36:57.907585+00'),
(263, 'wagtailredirects', '0004_set_unique_on_path_and_site', '2026-11-30 15:36:58.045687+00'),
(264, 'wagtailredirects', '0005_capitalizeverbose', '2026-11-30 15:36:59.236622+00'),
(265, 'wagtailredirects', '0006_redirect_increase_max_length', '2026-11-30 15:36:59.301093+00'),
(266, 'wagtailredirects', '0007_add_autocreate_fields', '2026-11-30 15:36:59.470571+00'),
(267, 'wagtailredirects', '0008_add_verbose_name_plural', '2026-11-30 15:36:59.543785+00'),
(268, 'wagtailsearch', '0001_initial', '2026-11-30 15:37:00.316166+00'),
(269, 'wagtailsearch', '0002_add_verbose_names', '2026-11-30 15:37:00.841087+00'),
(270, 'wagtailsearch', '0003_remove_editors_pick', '2026-11-30 15:37:00.854989+00'),
(271, 'wagtailsearch', '0004_querydailyhits_verbose_name_plural', '2026-11-30 15:37:00.888646+00'),
(272, 'wagtailsearch', '0005_create_indexentry', '2026-11-30 15:37:01.304418+00'),
(273, 'wagtailsearch', '0006_customise_indexentry', '2026-11-30 15:37:01.64874+00'),
(274, 'wagtailsearch', '0007_delete_editorspick', '2026-11-30 15:37:01.669464+00'),
(275, 'wagtailsearch', '0008_remove_query_and_querydailyhits_models', '2026-11-30 15:37:01.762538+00'),
(276, 'wagtailsearch', '0009_remove_ngram_autocomplete', '2026-11-30 15:37:01.789739+00'),
(277, 'wagtailsearch', '0010_add_text_fields', '2026-11-30 15:37:01.916888+00'),
(278, 'wagtailusers', '0001_initial', '2026-11-30 15:37:02.835963+00'),
(279, 'wagtailusers', '0002_add_verbose_name_on_userprofile', '2026-11-30 15:37:03.337402+00'),
(280, 'wagtailusers', '0003_add_verbose_names', '2026-11-30 15:37:03.505729+00'),
(281, 'wagtailusers', '0004_capitalizeverbose', '2026-11-30 15:37:04.15558+00'),
(282, 'wagtailusers', '0005_make_related_name_wagtail_specific', '2026-11-30 15:37:04.421685+00'),
(283, 'wagtailusers', '0006_userprofile_prefered_language', '2026-11-30 15:37:04.63734+00'),
(284, 'wagtailusers', '0007_userprofile_current_time_zone', '2026-11-30 15:37:05.592665+00'),
(285, 'wagtailusers', '0008_userprofile_avatar', '2026-11-30 15:37:05.840529+00'),
(286, 'wagtailusers', '0009_userprofile_verbose_name_plural', '2026-11-30 15:37:06.040456+00'),
(287, 'wagtailusers', '0010_userprofile_updated_comments_notifications', '2026-11-30 15:37:06.26865+00'),
(288, 'wagtailusers', '0011_userprofile_dismissibles', '2026-11-30 15:37:06.488819+00'),
(289, 'wagtailusers', '0012_userprofile_theme', '2026-11-30 15:37:06.725054+00'),
(290, 'wagtailusers', '0013_userprofile_density', '2026-11-30 15:37:06.926305+00'),
(291, 'wagtailusers', '0014_userprofile_contrast', '2026-11-30 15:37:07.138169+00'),
(292, 'wagtailusers', '0015_userprofile_keyboard_shortcuts', '2026-11-30 15:37:07.373386+00'),
(293, 'wagtailimages', '0001_squashed_0021', '2026-11-30 15:37:07.378953+00'),
(294, 'wagtailcore', '0001_squashed_0016_change_page_url_path_to_text_field', '2026-11-30 15:37:07.388524+00');
INSERT INTO elderly_visits_closure VALUES
(1, '2026-11-10', '2026-11-19', '雪', '2026-11-10 01:40:00+00', NULL, 2, NULL, '511702001001');
INSERT INTO elderly_visits_elder VALUES
(1, 31.212, 107.502, 'exact', 'gAAAAABq8myQvmvOYcONOT1vExjIAW55OnUA7sOF1P6jNm-gAxttL1Vz1RRFbBnAKExkRlB6wogNmEEYpUO_40xRWKEUbmQVQOIlYITIXL5vf4-cFKDqdJNUuMnGJOQFe6BVjycqRYkW', 'gAAAAABq8myQJ-F2xkFTU6ND8HgX6050mGBCd8YrpCYvxX8EjuhV7Nwxq2h6h0sFxunncgQuzNe90lQpkGI2L3BXqQOUpHn-qg==', true, false, false, false, false, false, false, false, false, 'none', NULL, NULL, NULL, 'general', '', false, 2097151, 'gAAAAABq8myQ8xVHEe4D88IJSBtbiGkEjCaa7GmQ82vA80JFCXgLyXflVRaXbClId4bZvTd70dF6GoNjMU_kXolCXraqwxGZ7w==', '2026-11-10', NULL, '', '', 4, '511702001001', NULL),
(2, 31.212, 107.502, 'exact', 'gAAAAABq8nXwXHdbEK-OWX0md1Z5Bwxdv4-rrnAeC9EhasrHzIC1XzgYMEzGN425ZPB17nsgWPQpqX3QG9JBDAOfXM6SZuvACiG3m6WbgaXzWLjmA5GFsPoSSNEzlEpt11v9dgQlI5YG', 'gAAAAABq8nXwFYHFb9Px2tVAJ5ognFkr5LLezoEml_hvRFP77CNrB37VCiXv7s2GuVqJivW_LNND_9TcV6Apb15v8mYqsN_nHg==', true, false, false, false, false, false, false, false, false, 'none', NULL, NULL, NULL, 'general', '', false, 2097151, 'gAAAAABq8nXwttlW32cUHf8vvNwsTawMVNGCjVK2j6oqvLO2j43b24NdqPQuAAHP8nCXsKbr8rINdZUikSRg-eAIM4264uNZsw==', '2026-11-10', NULL, '', '', 6, '511702001001', NULL),
(3, 31.212, 107.502, 'exact', 'gAAAAABq8nXwTMpVg467WiTZb9yRMivbZAYQbxSGYxcrng6H2oGUJs7-f6y4iIN0yFImH7gGuzjYKJ0D6X9qalx-gE9-YjngziJqPqgqAI7NcOyWQ9GTO9XJSxdQ-RJzLpPT7cL0t26n', 'gAAAAABq8nXwfFiRpYbKasM29xjag_uGLblz9ecHxrj9xP86wuNHWoJOn0gNN5co3TTCDncidnvEhcvQcRGQGiOWyGRcbvQUmg==', true, false, false, false, false, false, false, false, false, 'none', NULL, NULL, NULL, 'general', '', false, 2097151, 'gAAAAABq8nXwj1kC_PmCrXMRDQY37KXNessQmW_IRwN-nZ0DtRRk2i_QFB1VYshtApyqY-bEsNueYpp0vdCli-EJIGIBNf-pmg==', '2026-11-10', NULL, '', '', 7, '511702001001', NULL),
(4, 31.212, 107.502, 'exact', 'gAAAAABq8nXwGKmZ534wmQvHxp0zJrFSCbNS2YRbJYOwAUBmyS_c-wVMAQIfJvaeHZc0G7vv5x-8u5EA413vDxAZlFPDn2xsWgY3-HrRlxQM-mlMlrc___nl9XmYiY2oQ2uWD2KHRbaU', 'gAAAAABq8nXwI4ZO4aYibER2SMU0-Xo2rOTi23qwsM4RTQNi7_NJrv7A2U0yv07F_L-DqnTW3cqBniFNwzemW-RXenoUENM7Xw==', true, false, false, false, false, false, false, false, false, 'none', NULL, NULL, NULL, 'general', '', false, 2097151, 'gAAAAABq8nXwGkUoY5DCA1Q2mk4myMQ4484eQj34Jy3BUGwc4st8ufkM9kZM9ft5klt1u5aFTCW3yB2kLwr1sxfyX-tXkNRYMg==', '2026-11-10', NULL, '', '', 8, '511702001001', NULL),
(5, 31.212, 107.502, 'exact', 'gAAAAABq8nXwbWSM40VsUYHa3MSv6beJGKFMS8q_8I1CwKdWOQBx04Sl5hzw7U2mYbF8KWzoUhKtCLBPmhxBKqbUzzrwcIBCf1fjIgRH6Q-gHOco2hbtEFzkD76WO0DP_vDUw7vSX_sl', 'gAAAAABq8nXwi5yDu-tcZ6XcFze3tIZcrgPDAPKKf8p6T5-Sftb_EYHEbSt3kFBQrur5OuBaEu4UeB9P-JTkAXPWQAj1RY7wow==', true, false, false, false, false, false, false, false, false, 'none', NULL, NULL, NULL, 'general', '', false, 2097151, 'gAAAAABq8nXwatyMB94XpuHQPP-OLf4TKiHRsUP4I3BQmW9Hvu-_dOVKlbZYdhkhurL4tbs73SS5vxmO_Bk-yv2C9LeDJxjSFQ==', '2026-11-10', NULL, '', '', 10, '511702001001', NULL);
INSERT INTO elderly_visits_historicalelder VALUES
(1, 31.212, 107.502, 'exact', true, false, false, false, false, false, false, false, false, 'none', NULL, NULL, NULL, 'general', '', false, 2097151, '2026-11-10', NULL, '', '', 1, '2026-11-10 01:00:00+00', NULL, '+', NULL, 4, '511702001001', NULL),
(2, 31.212, 107.502, 'exact', true, false, false, false, false, false, false, false, false, 'none', NULL, NULL, NULL, 'general', '', false, 2097151, '2026-11-10', NULL, '', '', 2, '2026-11-10 01:40:00+00', NULL, '+', NULL, 6, '511702001001', NULL),
(3, 31.212, 107.502, 'exact', true, false, false, false, false, false, false, false, false, 'none', NULL, NULL, NULL, 'general', '', false, 2097151, '2026-11-10', NULL, '', '', 3, '2026-11-10 01:40:00+00', NULL, '+', NULL, 7, '511702001001', NULL),
(4, 31.212, 107.502, 'exact', true, false, false, false, false, false, false, false, false, 'none', NULL, NULL, NULL, 'general', '', false, 2097151, '2026-11-10', NULL, '', '', 4, '2026-11-10 01:40:00+00', NULL, '+', NULL, 8, '511702001001', NULL),
(5, 31.212, 107.502, 'exact', true, false, false, false, false, false, false, false, false, 'none', NULL, NULL, NULL, 'general', '', false, 2097151, '2026-11-10', NULL, '', '', 5, '2026-11-10 01:40:00+00', NULL, '+', NULL, 10, '511702001001', NULL);
INSERT INTO elderly_visits_missingvolunteers VALUES
(1, '2026-12-01', 998500, 1, 1, 1, 1, 1, '511702001001');
INSERT INTO elderly_visits_repair VALUES
(1, 'new_elder', 'done', '2026-11-01', '2026-11-10 01:00:00+00', '2026-11-10 01:02:00+00', 1, '2026-11-10 01:00:00+00', '{"gap": 0.0, "found": 1, "pairs": 1, "nobody": 0, "search": 0, "visits": 1, "optimal": true, "seconds": 0.0, "disturbed": 0}', '', NULL, 1, '511702001001', NULL, NULL),
(2, 'new_elder', 'done', '2026-11-01', '2026-11-10 01:40:00+00', '2026-11-10 01:42:00+00', 1, '2026-11-10 01:40:00+00', '{"gap": 0.0, "found": 1, "pairs": 2, "nobody": 0, "search": 0, "visits": 1, "optimal": true, "seconds": 0.0, "disturbed": 0}', '', NULL, 2, '511702001001', NULL, NULL),
(3, 'new_elder', 'done', '2026-11-01', '2026-11-10 01:40:00+00', '2026-11-10 01:42:00+00', 1, '2026-11-10 01:40:00+00', '{"gap": 0.0, "found": 1, "pairs": 2, "nobody": 0, "search": 0, "visits": 1, "optimal": true, "seconds": 0.0, "disturbed": 0}', '', NULL, 3, '511702001001', NULL, NULL),
(4, 'new_elder', 'done', '2026-11-01', '2026-11-10 01:40:00+00', '2026-11-10 01:42:00+00', 1, '2026-11-10 01:40:00+00', '{"gap": 0.0, "found": 1, "pairs": 1, "nobody": 0, "search": 0, "visits": 1, "optimal": true, "seconds": 0.0, "disturbed": 0}', '', NULL, 4, '511702001001', NULL, NULL),
(5, 'withdrawn', 'done', '2026-11-01', '2026-11-10 01:40:00+00', '2026-11-10 01:42:00+00', 1, '2026-11-10 01:40:00+00', '{"gap": 0.0, "found": 1, "pairs": 1, "nobody": 0, "search": 0, "visits": 1, "optimal": true, "seconds": 0.0, "disturbed": 0}', '', NULL, NULL, '511702001001', 4, 2),
(6, 'new_elder', 'done', '2026-11-01', '2026-11-10 01:40:00+00', '2026-11-10 01:42:00+00', 1, '2026-11-10 01:40:00+00', '{"gap": 0.0, "found": 1, "pairs": 1, "nobody": 0, "search": 0, "visits": 1, "optimal": true, "seconds": 0.0, "disturbed": 0}', '', NULL, 5, '511702001001', NULL, NULL);
INSERT INTO elderly_visits_repairedvisit VALUES
(1, 'found', '', 299, false, 1, NULL, 1, 1),
(2, 'found', '', 299, false, 1, NULL, 2, 3),
(3, 'found', '', 299, false, 1, NULL, 3, 4),
(4, 'found', '', 443, false, 2, NULL, 4, 8),
(5, 'found', '', 299, false, 3, 2, 5, 9),
(6, 'found', '', 299, false, 3, NULL, 6, 10);
INSERT INTO elderly_visits_standin VALUES
(1, 1, 1799.4, 299, false, '', 11, 3, 1);
INSERT INTO elderly_visits_standinsearch VALUES
(1, 'asking', 1, '', '2026-11-10 01:40:00+00', '2026-11-11 00:30:00+00', NULL, 1, 11);
INSERT INTO elderly_visits_timeshortage VALUES
(1, 0, 3, 3, 2, 2, true, 1, 6);
INSERT INTO elderly_visits_visit VALUES
(1, '2026-11-01', 1, 'general', 'home', 1, 1, NULL),
(2, '2026-11-01', 9, 'general', 'home', 1, 2, NULL),
(3, '2026-11-01', 1, 'general', 'home', 2, 3, NULL),
(4, '2026-11-01', 1, 'general', 'home', 3, 4, NULL),
(5, '2026-12-01', 1, 'general', 'home', 1, 5, 1),
(6, '2026-12-01', 1, 'general', 'home', 2, 6, 1),
(7, '2026-12-01', 1, 'general', 'home', 3, 7, 1),
(8, '2026-11-01', 1, 'general', 'home', 4, 8, NULL),
(9, '2026-11-01', 8, 'general', 'home', 4, 9, NULL),
(10, '2026-11-01', 1, 'general', 'home', 5, 10, NULL),
(11, '2026-11-01', 7, 'general', 'home', 5, 11, NULL);
INSERT INTO elderly_visits_visitplan VALUES
(1, '2026-12-01', '03b4d830c8b8d3bc749b7a7e32c0372ab6b5904771a9310338e51357426a334b', '{"gap": 0.0, "kept": 0, "bound": 1002326.0, "month": "2026-12", "moved": 0, "pairs": 6, "elders": 3, "engine": {"flow": 0.001, "gather": 0.001, "settle": 0.001, "certify": 0.018, "reasons": 0.0}, "mean_m": 371.0, "offers": 2, "rounds": 1, "spread": {"gini": 0.0, "near": 2, "serving": 2, "quartiles": [1.0, 1.0, 1.0]}, "visits": 3, "matched": 2, "optimal": true, "peak_mb": 344.3, "reasons": {"capacity_exhausted": 1}, "seconds": {"load": 0.17, "solve": 0.02, "store": 0.21, "total": 0.4, "candidates": 0.0}, "objective": 1002326.0, "travel_km": 0.7, "uncovered": 1, "unmatched": 1, "continuity": 0.5, "not_planned": {}}', '2026-11-10 01:40:00+00', '2026-11-10 01:40:00+00', '511702001001', NULL);
INSERT INTO elderly_visits_visitreport VALUES
(1, '', '2026-11-10 01:00:00+00', 'home', true, '', 'good', 'good', 'none', 'good', 'safe', 'safe', 'safe', 'safe', 'safe', 'good', '', '', '', '2026-11-10 01:40:00+00', '2026-11-10 01:40:00+00', '2026-11-10 01:40:00+00', NULL, 2, 3, 2);
INSERT INTO notifications_message VALUES
(1, 'offers', 'sms', '给您派了探访', '您附近有1次探访等您答复（2026-11）。请答复去还是不去。', '/volunteer/', 'offers:413051045a1d43bbaf739f75d0ddad15', 'waiting', 0, '2026-11-10 01:00:00+00', NULL, '', NULL, '2026-11-10 01:00:00+00', 3),
(2, 'offer', 'sms', '有一个任务想请您帮忙', '甲社区探访，甲社区，2026-11-10至2026-11-16。请答复去还是不去。', '/visits/c5403750-2984-4d16-8dd0-10b92220ee69/', 'offer:c5403750-2984-4d16-8dd0-10b92220ee69', 'sent', 1, '2026-11-10 01:02:00+00', '2026-11-10 01:00:00+00', '', NULL, '2026-11-10 01:00:00+00', 3),
(3, 'timebank.credited', 'inbox', '您的服务已入账', '感谢您11月10日参加“甲社区探访”，时间币40分钟已入账。另得40分。', '/timebank/', 'timebank.credited:fc80370d-83e0-4b26-b41e-fc7e52d96ff8', 'sent', 1, '2026-11-10 01:42:00+00', '2026-11-10 01:40:00+00', '', NULL, '2026-11-10 01:40:00+00', 3),
(4, 'offers', 'sms', '给您派了探访', '您附近有1次探访等您答复（2026-11）。请答复去还是不去。', '/volunteer/', 'offers:92da8a2ad3144ed88f77fd0ee800a09b', 'waiting', 0, '2026-11-10 01:40:00+00', NULL, '', NULL, '2026-11-10 01:40:00+00', 3),
(5, 'offers', 'sms', '给您派了探访', '您附近有1次探访等您答复（2026-11）。请答复去还是不去。', '/volunteer/', 'offers:eaea958b1feb48da9b5b34ffd1834d3d', 'waiting', 0, '2026-11-10 01:40:00+00', NULL, '', NULL, '2026-11-10 01:40:00+00', 3),
(6, 'offers', 'sms', '给您派了探访', '您附近有1次探访等您答复（2026-12）。请答复去还是不去。', '/volunteer/', 'offers:ec94bbca4b9f45abb4874fb844b6ba1a', 'waiting', 0, '2026-11-10 01:40:00+00', NULL, '', NULL, '2026-11-10 01:40:00+00', 3),
(7, 'offers', 'sms', '给您派了探访', '您附近有1次探访等您答复（2026-12）。请答复去还是不去。', '/volunteer/', 'offers:392725b7d499422d956ffda9f8c22a80', 'waiting', 0, '2026-11-10 01:40:00+00', NULL, '', NULL, '2026-11-10 01:40:00+00', 5),
(8, 'offers', 'sms', '给您派了探访', '您附近有1次探访等您答复（2026-11）。请答复去还是不去。', '/volunteer/', 'offers:1e862fbc879c4ca89fdb2aa72a6cb13c', 'waiting', 0, '2026-11-10 01:40:00+00', NULL, '', NULL, '2026-11-10 01:40:00+00', 5),
(9, 'offer', 'sms', '有一个任务想请您帮忙', '甲社区探访，甲社区，2026-11-10至2026-11-25。请答复去还是不去。', '/visits/08bdb2b1-6b0d-4da5-b4ca-0f1b54496005/', 'offer:08bdb2b1-6b0d-4da5-b4ca-0f1b54496005', 'sent', 1, '2026-11-10 01:42:00+00', '2026-11-10 01:40:00+00', '', NULL, '2026-11-10 01:40:00+00', 5),
(10, 'offers', 'sms', '给您派了探访', '您附近有1次探访等您答复（2026-11）。请答复去还是不去。', '/volunteer/', 'offers:08496fa7d7584a31a745050928afb43c', 'waiting', 0, '2026-11-10 01:40:00+00', NULL, '', NULL, '2026-11-10 01:40:00+00', 9),
(11, 'offers', 'sms', '给您派了探访', '您附近有1次探访等您答复（2026-11）。请答复去还是不去。', '/volunteer/', 'offers:44ab86b52bef4861ac7fe85c22fb0b2d', 'waiting', 0, '2026-11-10 01:40:00+00', NULL, '', NULL, '2026-11-10 01:40:00+00', 9),
(12, 'offer', 'sms', '有一个任务想请您帮忙', '甲社区探访，甲社区，2026-11-10至2026-11-14。请在11-11 08:30前答复能否前往。', '/visits/39e06947-70b7-4b07-b080-8b7682c42ef1/', 'offer:39e06947-70b7-4b07-b080-8b7682c42ef1', 'sent', 1, '2026-11-10 01:42:00+00', '2026-11-10 01:40:00+00', '', NULL, '2026-11-10 01:40:00+00', 9);
INSERT INTO people_consent VALUES
(1, 'visits', '2026-11-10', 'oral', '', '2026-11-10 01:00:00+00', NULL, '', NULL, 4),
(2, 'visits', '2026-11-10', 'oral', '', '2026-11-10 01:40:00+00', NULL, '', NULL, 6),
(3, 'visits', '2026-11-10', 'oral', '', '2026-11-10 01:40:00+00', NULL, '', NULL, 7),
(4, 'visits', '2026-11-10', 'oral', '', '2026-11-10 01:40:00+00', NULL, '', NULL, 8),
(5, 'visits', '2026-11-10', 'oral', '', '2026-11-10 01:40:00+00', NULL, '', NULL, 10);
INSERT INTO people_historicalperson VALUES
(1, '8992e4c8-7af3-4747-98fd-a66218b8129c', '网格员甲', '', NULL, '+8610000000001', NULL, false, '2026-11-10 01:00:00+00', '2026-11-10 01:00:00+00', 1, '2026-11-10 01:00:00+00', NULL, '+', NULL, '511702001001', 1),
(2, '1f8a3e23-1393-4236-828e-8bf314aabf7b', '经办甲', '', NULL, '+8610000000002', NULL, false, '2026-11-10 01:00:00+00', '2026-11-10 01:00:00+00', 2, '2026-11-10 01:00:00+00', NULL, '+', NULL, '511702001000', 2),
(3, '4e742068-60e8-4696-9f0f-a61c0e1bff35', '志愿者甲', 'F', '1990-05-01', '+8610000000003', NULL, false, '2026-11-10 01:00:00+00', '2026-11-10 01:00:00+00', 3, '2026-11-10 01:00:00+00', NULL, '+', NULL, NULL, 3),
(4, '3295ab95-c6b0-4692-a385-11f004adebb5', '王婆婆', 'F', '1950-03-04', '+8610010000001', NULL, false, '2026-11-10 01:00:00+00', '2026-11-10 01:00:00+00', 4, '2026-11-10 01:00:00+00', NULL, '+', NULL, '511702001001', NULL),
(5, 'feb6f1b3-fba7-4b50-82b5-9f85be583ac4', '志愿者乙', 'F', '1990-05-01', '+8610000000004', NULL, false, '2026-11-10 01:40:00+00', '2026-11-10 01:40:00+00', 5, '2026-11-10 01:40:00+00', NULL, '+', NULL, NULL, 4),
(6, 'd3280382-9de2-47cb-acc0-8fc5e59d9f16', '老人0', 'F', '1950-03-04', '+8610010000002', NULL, false, '2026-11-10 01:40:00+00', '2026-11-10 01:40:00+00', 6, '2026-11-10 01:40:00+00', NULL, '+', NULL, '511702001001', NULL),
(7, '6c117fb3-f134-4daa-9641-2575c877fa28', '老人1', 'F', '1950-03-04', '+8610010000003', NULL, false, '2026-11-10 01:40:00+00', '2026-11-10 01:40:00+00', 7, '2026-11-10 01:40:00+00', NULL, '+', NULL, '511702001001', NULL),
(8, '45b29739-4a26-4727-ac00-7c7c47d19715', '李爷爷', 'F', '1950-03-04', '+8610010000004', NULL, false, '2026-11-10 01:40:00+00', '2026-11-10 01:40:00+00', 8, '2026-11-10 01:40:00+00', NULL, '+', NULL, '511702001001', NULL),
(9, 'dc26db32-5f43-4b8a-a591-26d60a2dc9c4', '志愿者丙', 'F', '1990-05-01', '+8610000000005', NULL, false, '2026-11-10 01:40:00+00', '2026-11-10 01:40:00+00', 9, '2026-11-10 01:40:00+00', NULL, '+', NULL, NULL, 5),
(10, '1f161225-9693-43b5-9a2b-1115f91c0291', '赵婆婆', 'F', '1950-03-04', '+8610010000005', NULL, false, '2026-11-10 01:40:00+00', '2026-11-10 01:40:00+00', 10, '2026-11-10 01:40:00+00', NULL, '+', NULL, '511702001001', NULL);
INSERT INTO people_person VALUES
(1, '8992e4c8-7af3-4747-98fd-a66218b8129c', '网格员甲', '', NULL, '', NULL, '+8610000000001', NULL, false, '2026-11-10 01:00:00+00', '2026-11-10 01:00:00+00', '511702001001', 1),
(2, '1f8a3e23-1393-4236-828e-8bf314aabf7b', '经办甲', '', NULL, '', NULL, '+8610000000002', NULL, false, '2026-11-10 01:00:00+00', '2026-11-10 01:00:00+00', '511702001000', 2),
(3, '4e742068-60e8-4696-9f0f-a61c0e1bff35', '志愿者甲', 'F', '1990-05-01', '', NULL, '+8610000000003', NULL, false, '2026-11-10 01:00:00+00', '2026-11-10 01:00:00+00', NULL, 3),
(4, '3295ab95-c6b0-4692-a385-11f004adebb5', '王婆婆', 'F', '1950-03-04', '', NULL, '+8610010000001', NULL, false, '2026-11-10 01:00:00+00', '2026-11-10 01:00:00+00', '511702001001', NULL),
(5, 'feb6f1b3-fba7-4b50-82b5-9f85be583ac4', '志愿者乙', 'F', '1990-05-01', '', NULL, '+8610000000004', NULL, false, '2026-11-10 01:40:00+00', '2026-11-10 01:40:00+00', NULL, 4),
(6, 'd3280382-9de2-47cb-acc0-8fc5e59d9f16', '老人0', 'F', '1950-03-04', '', NULL, '+8610010000002', NULL, false, '2026-11-10 01:40:00+00', '2026-11-10 01:40:00+00', '511702001001', NULL),
(7, '6c117fb3-f134-4daa-9641-2575c877fa28', '老人1', 'F', '1950-03-04', '', NULL, '+8610010000003', NULL, false, '2026-11-10 01:40:00+00', '2026-11-10 01:40:00+00', '511702001001', NULL),
(8, '45b29739-4a26-4727-ac00-7c7c47d19715', '李爷爷', 'F', '1950-03-04', '', NULL, '+8610010000004', NULL, false, '2026-11-10 01:40:00+00', '2026-11-10 01:40:00+00', '511702001001', NULL),
(9, 'dc26db32-5f43-4b8a-a591-26d60a2dc9c4', '志愿者丙', 'F', '1990-05-01', '', NULL, '+8610000000005', NULL, false, '2026-11-10 01:40:00+00', '2026-11-10 01:40:00+00', NULL, 5),
(10, '1f161225-9693-43b5-9a2b-1115f91c0291', '赵婆婆', 'F', '1950-03-04', '', NULL, '+8610010000005', NULL, false, '2026-11-10 01:40:00+00', '2026-11-10 01:40:00+00', '511702001001', NULL);
INSERT INTO people_rolegrant VALUES
(1, 'community_worker', '2026-11-10', NULL, '2026-11-10 01:00:00+00', NULL, '511702001001', 1, NULL, NULL),
(2, 'township_officer', '2026-11-10', NULL, '2026-11-10 01:00:00+00', NULL, '511702001000', 2, NULL, NULL);
INSERT INTO people_user VALUES
(1, '!yauEL7Z0bWppVJ7lV4MdM6Hgk94j36kzWRKnfi7z', NULL, false, '', '网格员甲', '', false, true, '2026-11-10 01:00:00+00', '1d35a4b8995a4c94ab9d008294a8a791', '+8610000000001', true),
(2, '!PusGlgVVaRl6UkqX2dd7HkPLa4WFq5WvEcm4rlIt', NULL, false, '', '经办甲', '', false, true, '2026-11-10 01:00:00+00', 'f35dcaa43f424042ba0e5ae185009d19', '+8610000000002', true),
(3, '!KWgu539fa6GpcBi5RUaGDWvlFPH4AmRfQOY3vNmq', NULL, false, '', '志愿者甲', '', false, true, '2026-11-10 01:00:00+00', '03334469e25f40ff8ffae8a7463d1db7', '+8610000000003', true),
(4, '!vAXaXCm9dNlMXcNr8gL6kgIo0iEX56OqmWGvH4Yv', NULL, false, '', '志愿者乙', '', false, true, '2026-11-10 01:40:00+00', '84a6d6cd2a4f4f79899a28416df82a6a', '+8610000000004', true),
(5, '!J1XS4syS418iRTd1oWm6ryNjXL2GXkfYnbnI8OwG', NULL, false, '', '志愿者丙', '', false, true, '2026-11-10 01:40:00+00', 'a32070fae1dc447dbddfd3bf04f8d8f0', '+8610000000005', true);
INSERT INTO policies_policyrow VALUES
(1, 'visits.elder.minimum_age', '60', '2000-01-01', 'law', '《老年人权益保障法》第二条', '', '2026-11-30 15:37:07.902562+00', NULL, NULL),
(2, 'visits.tier.high_risk_age', '80', '2000-01-01', 'press', '媒体报道的某地按风险等级探访的规定', '', '2026-11-30 15:37:07.902587+00', NULL, NULL),
(3, 'visits.tier.key_ability_level', '3', '2000-01-01', 'choice', 'GB/T 42195-2022 把 3 级称为重度失能；从哪一级起上门探访没有规定', '', '2026-11-30 15:37:07.902599+00', NULL, NULL),
(4, 'visits.cadence', '{"key": {"every": "month", "times": 1}, "high": {"every": "week", "times": 1}, "general": {"every": "month", "times": 1}}', '2000-01-01', 'programme', '《方案》第10项：月探访率 100%；高风险每周一次，参照媒体报道的某地规定', '', '2026-11-30 15:37:07.902609+00', NULL, NULL),
(5, 'visits.method', '{"key": "home", "high": "home", "general": "home"}', '2000-01-01', 'programme', '《方案》第10项：上门、电话视频、远程监测；失能老人只上门（媒体报道）', '', '2026-11-30 15:37:07.902618+00', NULL, NULL),
(6, 'visits.minutes', '{"home": 40, "phone": 15, "remote": 10}', '2000-01-01', 'choice', '没有找到规定；够填探访记录、再聊聊天', '', '2026-11-30 15:37:07.902627+00', NULL, NULL),
(7, 'visits.extra', '[]', '2000-01-01', 'press', '节日和极端天气增加探访；具体日子由市里每年确定', '', '2026-11-30 15:37:07.902637+00', NULL, NULL),
(8, 'visits.adults_only', 'true', '2000-01-01', 'choice', '国务院令第685号：未成年人参加志愿服务须监护人同意或陪同；上门探访是关起门来的事', '', '2026-11-30 15:37:07.902648+00', NULL, NULL),
(9, 'visits.needs_insurance', 'false', '2000-01-01', 'choice', '国务院令第685号要求有风险的服务先办保险；探访不算', '', '2026-11-30 15:37:07.902657+00', NULL, NULL),
(10, 'visits.matching.assumed_dialects', '["普通话"]', '2000-01-01', 'choice', '学校都教普通话', '', '2026-11-30 15:37:07.902666+00', NULL, NULL),
(11, 'visits.matching.weights', '{"distance": 1.0, "unfilled_m": {"key": 350000.0, "high": 400000.0, "general": 300000.0}, "stability_m": 3000.0, "discontinuity_m": 1500.0, "uncovered_elder_m": 700000.0, "fairness_m_per_hour": 60.0}', '2000-01-01', 'choice', '熟面孔抵得上 1.5 公里路；能成行的探访抵得上全市任何路程', '', '2026-11-30 15:37:07.902676+00', NULL, NULL),
(12, 'visits.recruiting.typical_volunteer', '{"visits": 4, "reach_m": 3000}', '2000-01-01', 'choice', '步行半小时以内，每周探访一次', '', '2026-11-30 15:37:07.902686+00', NULL, NULL),
(13, 'visits.taken_by_volunteers', 'true', '2000-01-01', 'choice', '今天就有人认领的探访不必等到今晚编排；适用同样的规则', '', '2026-11-30 15:37:07.902695+00', NULL, NULL),
(14, 'visits.plan.next_month_from_day', '25', '2000-01-01', 'choice', '让志愿者在月初前有时间答复', '', '2026-11-30 15:37:07.902704+00', NULL, NULL),
(15, 'visits.plan.months_ahead', '12', '2000-01-01', 'choice', '一年以后的名册和志愿者时间都还不知道', '', '2026-11-30 15:37:07.902713+00', NULL, NULL),
(16, 'visits.concern.severities', '{"needs": "routine", "mood.low": "routine", "no_contact": "routine", "health.sick": "urgent", "living.some": "routine", "health.worse": "routine", "hygiene.poor": "routine", "support.none": "routine", "mood.confused": "routine", "safety.danger": "emergency", "safety.hazard": "routine", "living.serious": "urgent", "health.critical": "emergency", "mood.distressed": "urgent", "no_contact.high": "urgent", "support.neglect": "urgent"}', '2000-01-01', 'choice', '三个等级：立即处理、一天之内、一周之内', '', '2026-11-30 15:37:07.902722+00', NULL, NULL),
(17, 'visits.concern.due_hours', '{"urgent": 24, "routine": 168, "emergency": 1}', '2000-01-01', 'choice', '紧急：立即处理；较急：24小时；一般：7天', '', '2026-11-30 15:37:07.902731+00', NULL, NULL),
(18, 'visits.disclosure.hours_before', '24', '2000-01-01', 'choice', '《个人信息保护法》第28条：住址最少披露', '', '2026-11-30 15:37:07.90274+00', NULL, NULL),
(19, 'visits.disclosure.hours_after', '2', '2000-01-01', 'choice', '《个人信息保护法》第28条：住址最少披露', '', '2026-11-30 15:37:07.902749+00', NULL, NULL),
(20, 'visits.repair.most_disturbed', '20', '2000-01-01', 'choice', '只调整尚未答复的邀请；再多，小调整就成了重新计划', '', '2026-11-30 15:37:07.902759+00', NULL, NULL),
(21, 'visits.stand_in.answer_time', '{"share": 0.2, "longest_hours": 24, "shortest_minutes": 30}', '2000-01-01', 'choice', '剩余时间的五分之一，还来得及再问四人；不到半小时不算邀请', '', '2026-11-30 15:37:07.902767+00', NULL, NULL),
(22, 'visits.stand_in.at_once', '1', '2000-01-01', 'choice', '一个一个问：谁也不会白白答应', '', '2026-11-30 15:37:07.902776+00', NULL, NULL),
(23, 'visits.stand_in.by_itself_hours', '48', '2000-01-01', 'choice', '两天内来得及问几个人；更早时，给一个人多些时间更体贴', '', '2026-11-30 15:37:07.902786+00', NULL, NULL),
(24, 'visits.stand_in.list_length', '12', '2000-01-01', 'choice', '名单再往后，几乎没有人会答应', '', '2026-11-30 15:37:07.902794+00', NULL, NULL),
(25, 'visits.stand_in.night', '{"from_hour": 21, "until_hour": 8}', '2000-01-01', 'choice', '短信会吵醒人；探访时段为8点至21点', '', '2026-11-30 15:37:07.902803+00', NULL, NULL),
(26, 'visits.closure.longest_days', '31', '2000-01-01', 'choice', '一个月都到不了的地方，需要的不只是换一位探访人', '', '2026-11-30 15:37:07.902812+00', NULL, NULL),
(27, 'volunteers.default_reach_m', '3000', '2000-01-01', 'choice', '步行半小时', '', '2026-11-30 15:37:07.902821+00', NULL, NULL),
(28, 'volunteers.default_monthly_minutes', '360', '2000-01-01', 'choice', '每周一个半小时', '', '2026-11-30 15:37:07.90283+00', NULL, NULL),
(29, 'volunteers.minimum_age', '14', '2000-01-01', 'choice', '《个人信息保护法》第28条：不满14周岁的个人信息为敏感信息；未成年人须监护人同意（国务院令第685号第10条）', '', '2026-11-30 15:37:07.902839+00', NULL, NULL),
(30, 'volunteers.offer.answer_within_hours', '72', '2000-01-01', 'choice', '一周之内还来得及另找人', '', '2026-11-30 15:37:07.902848+00', NULL, NULL),
(31, 'volunteers.check_in.fence_m', '200', '2000-01-01', 'choice', '高楼之间手机定位误差可达约100米；未转换的GCJ-02坐标会偏约500米', '', '2026-11-30 15:37:07.902857+00', NULL, NULL),
(32, 'volunteers.check_in.wrong_codes_an_hour', '5', '2000-01-01', 'choice', '六位数字一小时试五次猜不中', '', '2026-11-30 15:37:07.902866+00', NULL, NULL),
(33, 'volunteers.verify.shortest_minutes', '10', '2000-01-01', 'choice', '再短就不像一次服务，由工作人员核实', '', '2026-11-30 15:37:07.902875+00', NULL, NULL),
(34, 'volunteers.verify.longest_share', '2.0', '2000-01-01', 'choice', '超过的话，多半是忘了签退', '', '2026-11-30 15:37:07.902886+00', NULL, NULL),
(35, 'volunteers.shift.withdraw_until_hours', '12', '2000-01-01', 'choice', '给组织者留出另找人的时间', '', '2026-11-30 15:37:07.902895+00', NULL, NULL),
(36, 'volunteers.rest_minutes', '15', '2000-01-01', 'choice', '步行一公里的时间；路远的可以约晚一点', '', '2026-11-30 15:37:07.902904+00', NULL, NULL),
(37, 'volunteers.visits_per_half_day', '2', '2000-01-01', 'choice', '两次探访加上路程，一个上午不赶也不空', '', '2026-11-30 15:37:07.902912+00', NULL, NULL),
(38, 'volunteers.absence.longest_days', '92', '2000-01-01', 'choice', '一个季度；更久可先退出，以后再加入', '', '2026-11-30 15:37:07.902921+00', NULL, NULL),
(39, 'volunteers.pace', '{"detour": 1.3, "riding_kmh": 15.0, "walking_kmh": 4.0, "ready_minutes": 8.0}', '2000-01-01', 'choice', '步行；骑电动车或乘公交更快时按骑行计；街道绕行通常为直线的1.3倍', '', '2026-11-30 15:37:07.90293+00', NULL, NULL),
(40, 'volunteers.round.step_minutes', '10', '2000-01-01', 'choice', '约时间说九点十分，不说九点零七分', '', '2026-11-30 15:37:07.902939+00', NULL, NULL),
(41, 'volunteers.round.outing_minutes', '30', '2000-01-01', 'choice', '宁可路上多半小时，也不必再出一次门', '', '2026-11-30 15:37:07.902948+00', NULL, NULL),
(42, 'timebank.minutes_per_coin', '60', '2000-01-01', 'choice', '1小时=1个时间币；账本按分钟记', '', '2026-11-30 15:37:07.902957+00', NULL, NULL),
(43, 'timebank.points.coefficients', '{"meals": 1.0, "other": 1.0, "visit": 1.0, "health": 1.5, "repair": 1.2, "culture": 1.0, "training": 1.2, "housework": 1.2, "transport": 1.2, "companionship": 1.0}', '2000-01-01', 'choice', '实施方案第18项要求建立服务积分，未定标准；难度大的多计', '', '2026-11-30 15:37:07.902966+00', NULL, NULL),
(44, 'timebank.points.night', '{"from": "22:00", "until": "06:00", "coefficient": 1.0}', '2000-01-01', 'choice', '未找到标准：市里确定之前按1倍', '', '2026-11-30 15:37:07.902975+00', NULL, NULL),
(45, 'timebank.points.holidays', '{"days": "holidays", "coefficient": 1.0}', '2000-01-01', 'choice', '未找到标准：市里确定之前按1倍', '', '2026-11-30 15:37:07.902983+00', NULL, NULL),
(46, 'timebank.cap.day_minutes', '480', '2000-01-01', 'choice', '8小时，一个普通工作日', '', '2026-11-30 15:37:07.902992+00', NULL, NULL),
(47, 'timebank.cap.month_minutes', '0', '2000-01-01', 'choice', '未找到规定', '', '2026-11-30 15:37:07.903001+00', NULL, NULL),
(48, 'timebank.cap.stored_minutes', '90000', '2000-01-01', 'press', '南京做法：上限1500小时，超出部分转入公共时间池或用于荣誉激励', '', '2026-11-30 15:37:07.90301+00', NULL, NULL),
(49, 'timebank.cap.excess_to', '"pool"', '2000-01-01', 'press', '南京做法：转入公共时间池或用于荣誉激励', '', '2026-11-30 15:37:07.903019+00', NULL, NULL),
(50, 'timebank.evidence.automatic', '["A"]', '2000-01-01', 'choice', '两项相互独立的证明', '', '2026-11-30 15:37:07.903029+00', NULL, NULL),
(51, 'timebank.evidence.points', '["A", "B"]', '2000-01-01', 'press', '黄石做法：事后补录的服务只计时长，不计积分', '', '2026-11-30 15:37:07.903038+00', NULL, NULL),
(52, 'timebank.group.coins_to', '"donate_only"', '2000-01-01', 'press', '南京做法：集体服务所得只能捐赠', '', '2026-11-30 15:37:07.903047+00', NULL, NULL),
(53, 'timebank.group.points', 'true', '2000-01-01', 'choice', '未找到规定；积分是对个人的感谢，不能转让', '', '2026-11-30 15:37:07.903055+00', NULL, NULL),
(54, 'timebank.record.late', '"credit"', '2000-01-01', 'choice', '第67号令规定了时限，没有规定逾期的后果', '', '2026-11-30 15:37:07.903065+00', NULL, NULL),
(55, 'timebank.record.deadline_working_days', '10', '2000-01-01', 'law', '民政部令第67号', '', '2026-11-30 15:37:07.903074+00', NULL, NULL),
(56, 'timebank.stars.hours', '[100, 300, 600, 1000, 1500]', '2000-01-01', 'press', '志愿者星级：100、300、600、1000、1500小时', '', '2026-11-30 15:37:07.903083+00', NULL, NULL),
(57, 'timebank.stars.notice_from_level', '3', '2000-01-01', 'choice', '媒体报道的公示做法，各地起点不一', '', '2026-11-30 15:37:07.903093+00', NULL, NULL),
(58, 'timebank.stars.objections_an_hour', '5', '2000-01-01', 'choice', '知道有误的人，一般只知道一两处', '', '2026-11-30 15:37:07.903102+00', NULL, NULL),
(59, 'timebank.stars.notice_working_days', '5', '2000-01-01', 'press', '星级生效前公示5个工作日', '', '2026-11-30 15:37:07.903111+00', NULL, NULL),
(60, 'timebank.gift.relations', '["spouse", "parent", "child", "grandparent", "grandchild"]', '2000-01-01', 'press', '南京、北京做法：直系亲属', '', '2026-11-30 15:37:07.903119+00', NULL, NULL),
(61, 'timebank.gift.proofs', '["relative", "worker"]', '2000-01-01', 'choice', '双方确认，或者由工作人员查验证件', '', '2026-11-30 15:37:07.903128+00', NULL, NULL),
(62, 'timebank.gift.least_age', '60', '2000-01-01', 'press', '南京做法：60周岁以上的直系亲属', '', '2026-11-30 15:37:07.903137+00', NULL, NULL),
(63, 'timebank.gift.excess', '"refuse"', '2000-01-01', 'choice', '本想送给母亲的，不应意外转到别处', '', '2026-11-30 15:37:07.903146+00', NULL, NULL),
(64, 'timebank.gift.earmark_days', '60', '2000-01-01', 'choice', '没有选定受助人的，转入公共时间池帮助重点老年人', '', '2026-11-30 15:37:07.903154+00', NULL, NULL),
(65, 'timebank.redeem.least_age', '60', '2000-01-01', 'press', '南京、北京做法：满60周岁，供本人或配偶使用', '', '2026-11-30 15:37:07.903163+00', NULL, NULL),
(66, 'timebank.redeem.for', '["spouse"]', '2000-01-01', 'press', '南京、北京做法：满60周岁，供本人或配偶使用', '', '2026-11-30 15:37:07.903172+00', NULL, NULL),
(67, 'timebank.expiry.months', '0', '2000-01-01', 'choice', '本市不作规定则不到期；到期时先入先出，并提前通知', '', '2026-11-30 15:37:07.903181+00', NULL, NULL),
(68, 'timebank.expiry.notice_days', '60', '2000-01-01', 'choice', '留出时间使用或赠送', '', '2026-11-30 15:37:07.90319+00', NULL, NULL),
(69, 'timebank.expiry.to', '"pool"', '2000-01-01', 'choice', '用不完的，用来帮助没有时间币的人', '', '2026-11-30 15:37:07.903199+00', NULL, NULL),
(70, 'timebank.pool.grant_minutes', '120', '2000-01-01', 'choice', '相当于两次一小时的服务；各地没有统一标准', '', '2026-11-30 15:37:07.903207+00', NULL, NULL),
(71, 'timebank.pool.most_stored_minutes', '600', '2000-01-01', 'choice', '余额多的后发，让更多人受益', '', '2026-11-30 15:37:07.903216+00', NULL, NULL),
(72, 'timebank.pool.ages', '{"hardship": 60, "living_alone": 80}', '2000-01-01', 'press', '80周岁以上独居；60周岁以上独居、低保且失能', '', '2026-11-30 15:37:07.903225+00', NULL, NULL),
(73, 'timebank.anomalies.overlap_minutes', '5', '2000-01-01', 'choice', '各人的钟表会差几分钟', '', '2026-11-30 15:37:07.903234+00', NULL, NULL),
(74, 'timebank.anomalies.day_minutes', '720', '2000-01-01', 'choice', '未找到规定', '', '2026-11-30 15:37:07.903242+00', NULL, NULL),
(75, 'timebank.anomalies.travel_kmh', '60', '2000-01-01', 'choice', '乡村道路：按直线距离算，志愿者不会更快', '', '2026-11-30 15:37:07.903251+00', NULL, NULL),
(76, 'timebank.anomalies.travel_least_metres', '2000', '2000-01-01', 'choice', '未找到规定', '', '2026-11-30 15:37:07.90326+00', NULL, NULL),
(77, 'timebank.anomalies.look_back_days', '90', '2000-01-01', 'choice', '一个季度', '', '2026-11-30 15:37:07.903269+00', NULL, NULL),
(78, 'timebank.anomalies.pair_share', '0.5', '2000-01-01', 'choice', '未找到规定', '', '2026-11-30 15:37:07.903278+00', NULL, NULL),
(79, 'timebank.anomalies.pair_minutes', '300', '2000-01-01', 'choice', '未找到规定', '', '2026-11-30 15:37:07.903286+00', NULL, NULL),
(80, 'timebank.anomalies.bulk_records', '10', '2000-01-01', 'choice', '未找到规定', '', '2026-11-30 15:37:07.903295+00', NULL, NULL),
(81, 'timebank.anomalies.bulk_minutes', '60', '2000-01-01', 'choice', '未找到规定', '', '2026-11-30 15:37:07.903304+00', NULL, NULL),
(82, 'timebank.anomalies.verifier_share', '0.9', '2000-01-01', 'choice', '只在有多位工作人员确认服务的地方排查', '', '2026-11-30 15:37:07.903312+00', NULL, NULL),
(83, 'timebank.anomalies.verifier_records', '20', '2000-01-01', 'choice', '未找到规定', '', '2026-11-30 15:37:07.90332+00', NULL, NULL),
(84, 'timebank.sample.share', '0.02', '2000-01-01', 'choice', '未找到规定', '', '2026-11-30 15:37:07.903329+00', NULL, NULL),
(85, 'timebank.sample.least', '10', '2000-01-01', 'choice', '未找到规定', '', '2026-11-30 15:37:07.903338+00', NULL, NULL),
(86, 'timebank.sample.attempts', '3', '2000-01-01', 'choice', '未找到规定', '', '2026-11-30 15:37:07.903347+00', NULL, NULL),
(87, 'timebank.sample.day', '15', '2000-01-01', 'choice', '服务记录应在10个工作日内写好', '', '2026-11-30 15:37:07.903355+00', NULL, NULL),
(88, 'timebank.points.voucher_days', '30', '2000-01-01', 'choice', '未找到规定；给一个月时间领取，过期积分退还', '', '2026-11-30 15:37:07.903364+00', NULL, NULL),
(89, 'timebank.points.least_age', '0', '2000-01-01', 'choice', '实施方案第18项：志愿者均可用积分兑换，未规定年龄', '', '2026-11-30 15:37:07.903372+00', NULL, NULL),
(90, 'timebank.points.month_limit', '0', '2000-01-01', 'choice', '未找到规定', '', '2026-11-30 15:37:07.903381+00', NULL, NULL),
(91, 'timebank.points.refused_words', '["现金", "提现", "红包", "返现", "购物卡", "充值卡", "彩票", "香烟"]', '2000-01-01', 'choice', '积分不得换成现金，也不得换成等同现金的东西', '', '2026-11-30 15:37:07.903389+00', NULL, NULL),
(92, 'timebank.points.staff_invitation_days', '14', '2000-01-01', 'choice', '两周；手机号可能换人', '', '2026-11-30 15:37:07.903398+00', NULL, NULL),
(93, 'timebank.certificate.issuer', '"{county}民政局"', '2000-01-01', 'choice', '民政部令第67号：由记录服务信息的单位出具证明；这里取县级民政局', '', '2026-11-30 15:37:07.903407+00', NULL, NULL),
(94, 'timebank.certificate.a_day', '20', '2000-01-01', 'choice', '免费出具并长期保存；正常需要都够用', '', '2026-11-30 15:37:07.903416+00', NULL, NULL),
(95, 'timebank.requests.typical_minutes', '{"meals": 30, "other": 60, "visit": 40, "health": 60, "repair": 60, "culture": 90, "training": 60, "housework": 120, "transport": 90, "companionship": 60}', '2000-01-01', 'choice', '只用来把余额说成“够请几次服务”，不作为支付依据', '', '2026-11-30 15:37:07.903424+00', NULL, NULL),
(96, 'requests.categories', '["companionship", "housework", "transport", "meals", "repair", "health", "culture", "other"]', '2000-01-01', 'choice', '志愿者能做的服务；护理应由受过培训的人来做', '', '2026-11-30 15:37:07.903434+00', NULL, NULL),
(97, 'requests.shortest_minutes', '30', '2000-01-01', 'choice', '太短不值得志愿者跑一趟', '', '2026-11-30 15:37:07.903442+00', NULL, NULL),
(98, 'requests.longest_minutes', '240', '2000-01-01', 'choice', '半天', '', '2026-11-30 15:37:07.90345+00', NULL, NULL),
(99, 'requests.open_days', '14', '2000-01-01', 'choice', '留出的时间币不能另作他用，不宜太久', '', '2026-11-30 15:37:07.903459+00', NULL, NULL),
(100, 'requests.answer_within_hours', '12', '2000-01-01', 'choice', '老人在等，不宜久等一个人的答复', '', '2026-11-30 15:37:07.903467+00', NULL, NULL),
(101, 'requests.silence_hours', '72', '2000-01-01', 'choice', '三天，过了周末也来得及打电话给社区工作者', '', '2026-11-30 15:37:07.903475+00', NULL, NULL),
(102, 'requests.disclosure.hours_before', '24', '2000-01-01', 'choice', '《个人信息保护法》第28条：住址最少披露', '', '2026-11-30 15:37:07.903484+00', NULL, NULL),
(103, 'requests.disclosure.hours_after', '2', '2000-01-01', 'choice', '《个人信息保护法》第28条：住址最少披露', '', '2026-11-30 15:37:07.903492+00', NULL, NULL),
(104, 'site.staff_session_hours', '12', '2000-01-01', 'choice', '一个工作日；晚上别人打开这台电脑时，账号已经退出。', '', '2026-11-30 15:37:07.903501+00', NULL, NULL),
(105, 'indicators.visit_rate', '1.0', '2000-01-01', 'programme', '实施方案第 10 条：到 2025 年达到 100%', '', '2026-11-30 15:37:07.90351+00', NULL, NULL),
(106, 'indicators.purchase_share', '0.3', '2000-01-01', 'programme', '实施方案第 16 条：不低于 30%', '', '2026-11-30 15:37:07.903518+00', NULL, NULL),
(107, 'indicators.social_workers', '8000', '2000-01-01', 'programme', '实施方案第 17 条：到 2025 年不低于 8000 人', '', '2026-11-30 15:37:07.903527+00', NULL, NULL),
(108, 'indicators.volunteers', '40000', '2000-01-01', 'programme', '实施方案第 18 条：2023 年底突破 4 万人', '', '2026-11-30 15:37:07.903535+00', NULL, NULL),
(109, 'indicators.teams', '500', '2000-01-01', 'programme', '实施方案第 18 条：不少于 500 支', '', '2026-11-30 15:37:07.903544+00', NULL, NULL),
(110, 'indicators.teams_per_community', '1', '2000-01-01', 'programme', '实施方案第 18 条：城乡社区平均 1 支以上', '', '2026-11-30 15:37:07.903552+00', NULL, NULL),
(111, 'indicators.dibao_ratio', '0.75', '2000-01-01', 'programme', '实施方案第 5 条：到 2025 年不低于 75%', '', '2026-11-30 15:37:07.903561+00', NULL, NULL),
(112, 'facilities.walking_speed_m_s', '1.0', '2000-01-01', 'choice', '七十岁以上老人不赶路时的步行速度', '', '2026-11-30 15:37:07.903569+00', NULL, NULL),
(113, 'facilities.walking_detour', '1.3', '2000-01-01', 'choice', '城镇道路的常用系数，接入路径规划后可替代', '', '2026-11-30 15:37:07.903578+00', NULL, NULL),
(114, 'facilities.circle_minutes', '15', '2000-01-01', 'programme', '实施方案第13项：建成15分钟居家养老服务圈', '', '2026-11-30 15:37:07.903586+00', NULL, NULL),
(115, 'facilities.coverage_target', '0.9', '2000-01-01', 'programme', '实施方案第13项：到2025年不低于90%', '', '2026-11-30 15:37:07.903595+00', NULL, NULL),
(116, 'facilities.service_centre_area_m2', '300', '2000-01-01', 'programme', '实施方案第15项：平均面积300平方米', '', '2026-11-30 15:37:07.903603+00', NULL, NULL),
(117, 'facilities.renovated_target', '1.0', '2000-01-01', 'programme', '实施方案第15项：主城区全部完成', '', '2026-11-30 15:37:07.903611+00', NULL, NULL),
(118, 'facilities.verified_days', '180', '2000-01-01', 'choice', '半年；居民最需要准确的开放时间和电话', '', '2026-11-30 15:37:07.90362+00', NULL, NULL),
(119, 'facilities.correction_reports_an_hour', '10', '2000-01-01', 'choice', '一个人报一两条；一个村共用一个地址会多几条', '', '2026-11-30 15:37:07.903628+00', NULL, NULL),
(120, 'organizations.grade_valid_years', '5', '2000-01-01', 'law', '《社会组织评估管理办法》（民政部令第39号）', '', '2026-11-30 15:37:07.903637+00', NULL, NULL),
(121, 'organizations.target.urban', '12', '2000-01-01', 'programme', '实施方案第16项：到2025年平均每个城市社区不少于12家', '', '2026-11-30 15:37:07.903646+00', NULL, NULL),
(122, 'organizations.target.rural', '5', '2000-01-01', 'programme', '实施方案第16项：到2025年平均每个农村社区不少于5家', '', '2026-11-30 15:37:07.903704+00', NULL, NULL);
INSERT INTO regions_region VALUES
(31.2, 107.5, 'unknown', '511700000000', 'city', '达州市', '', '', NULL),
(31.21, 107.5, 'approximate', '511702000000', 'county', '通川区', '', '', '511700000000'),
(31.211, 107.501, 'approximate', '511702001000', 'township', '东城街道', '', '', '511702000000'),
(31.212, 107.502, 'approximate', '511702001001', 'community', '甲社区', '111', '', '511702001000');
INSERT INTO timebank_account VALUES
(1, 'bca87970-4968-4dd0-93a2-c6ef2d444995', 'issuing', 'coin_minutes', false, 0, 0, 0, 0, '2026-11-10 01:40:00+00', NULL, NULL, '511702000000', '', 16),
(2, '8cd9569b-d051-4d75-b6b3-17f0cf0ace3d', 'issuing', 'points', false, 0, 0, 0, 0, '2026-11-10 01:40:00+00', NULL, NULL, '511702000000', '', 16),
(5, 'e3c0b70f-3ce2-4208-adf8-c080ec672f42', 'pool', 'coin_minutes', true, 0, 0, 0, 0, '2026-11-10 01:40:00+00', NULL, NULL, '511702000000', '', 16),
(3, 'fc8aa390-934e-4d9c-83a5-d02b69a4e82c', 'personal', 'coin_minutes', true, 0, 40, 0, 0, '2026-11-10 01:40:00+00', NULL, 3, NULL, 'e1641ba5b4a3f211df106aed3946f83bd9a8935970d67ac7d416dc0eca39d499', 0),
(4, 'f3340771-763b-4220-98d6-e714c968cd23', 'personal', 'points', true, 0, 40, 0, 0, '2026-11-10 01:40:00+00', NULL, 3, NULL, 'c598ba0b0539623be57c7b7928c863473e5a66e8bceafcc1087c49fe1b13592d', 0);
INSERT INTO timebank_accountslot VALUES
(1, 0, 0, 0, 0, '', 1, false, 1),
(2, 0, 0, 0, 0, '', 2, false, 1),
(3, 0, 0, 0, 0, '', 3, false, 1),
(4, 0, 0, 0, 0, '', 4, false, 1),
(5, 0, 0, 0, 0, '', 5, false, 1),
(6, 0, 0, 0, 0, '', 6, false, 1),
(7, 0, 0, 0, 0, '', 7, false, 1),
(8, 0, 0, 0, 0, '', 8, false, 1),
(9, 0, 0, 0, 0, '', 9, false, 1),
(10, 0, 0, 0, 0, '', 10, false, 1),
(12, 0, 0, 0, 0, '', 12, false, 1),
(13, 0, 0, 0, 0, '', 13, false, 1),
(14, 0, 0, 0, 0, '', 14, false, 1),
(15, 0, 0, 0, 0, '', 15, false, 1),
(16, 0, 0, 0, 0, '', 16, false, 1),
(17, 0, 0, 0, 0, '', 1, false, 2),
(18, 0, 0, 0, 0, '', 2, false, 2),
(19, 0, 0, 0, 0, '', 3, false, 2),
(20, 0, 0, 0, 0, '', 4, false, 2),
(21, 0, 0, 0, 0, '', 5, false, 2),
(22, 0, 0, 0, 0, '', 6, false, 2),
(23, 0, 0, 0, 0, '', 7, false, 2),
(24, 0, 0, 0, 0, '', 8, false, 2),
(25, 0, 0, 0, 0, '', 9, false, 2),
(26, 0, 0, 0, 0, '', 10, false, 2),
(28, 0, 0, 0, 0, '', 12, false, 2),
(29, 0, 0, 0, 0, '', 13, false, 2),
(30, 0, 0, 0, 0, '', 14, false, 2),
(31, 0, 0, 0, 0, '', 15, false, 2),
(32, 0, 0, 0, 0, '', 16, false, 2),
(33, 0, 0, 0, 0, '', 1, true, 5),
(34, 0, 0, 0, 0, '', 2, true, 5),
(35, 0, 0, 0, 0, '', 3, true, 5),
(36, 0, 0, 0, 0, '', 4, true, 5),
(37, 0, 0, 0, 0, '', 5, true, 5),
(38, 0, 0, 0, 0, '', 6, true, 5),
(39, 0, 0, 0, 0, '', 7, true, 5),
(40, 0, 0, 0, 0, '', 8, true, 5),
(41, 0, 0, 0, 0, '', 9, true, 5),
(42, 0, 0, 0, 0, '', 10, true, 5),
(43, 0, 0, 0, 0, '', 11, true, 5),
(44, 0, 0, 0, 0, '', 12, true, 5),
(45, 0, 0, 0, 0, '', 13, true, 5),
(46, 0, 0, 0, 0, '', 14, true, 5),
(47, 0, 0, 0, 0, '', 15, true, 5),
(48, 0, 0, 0, 0, '', 16, true, 5),
(11, 40, 0, 0, 0, 'e1641ba5b4a3f211df106aed3946f83bd9a8935970d67ac7d416dc0eca39d499', 11, false, 1),
(27, 40, 0, 0, 0, 'c598ba0b0539623be57c7b7928c863473e5a66e8bceafcc1087c49fe1b13592d', 11, false, 2);
INSERT INTO timebank_servicerecord VALUES
(1, 'fc80370d-83e0-4b26-b41e-fc7e52d96ff8', '甲社区探访', 'visit', '2026-11-10', '2026-11-10 01:00:00+00', '2026-11-10 01:40:00+00', 40, '甲社区', '甲社区探访', '甲社区居民委员会', '', 'A', 'assignment:c5403750-2984-4d16-8dd0-10b92220ee69', '', '2026-11-10 01:40:00+00', NULL, 3, NULL, '511702001001', '', false);
INSERT INTO timebank_transfer VALUES
(1, 'record:fc80370d-83e0-4b26-b41e-fc7e52d96ff8:earned', 'posted', 'coin_minutes', 40, 'fc80370d-83e0-4b26-b41e-fc7e52d96ff8', 'earned', '', '{"served_minutes": 40}', NULL, '2026-11-10 01:40:00+00', 3, 1, NULL, NULL, '511702001001', 1, NULL, 40, 0, NULL, 11, 'e1641ba5b4a3f211df106aed3946f83bd9a8935970d67ac7d416dc0eca39d499'),
(2, 'record:fc80370d-83e0-4b26-b41e-fc7e52d96ff8:points', 'posted', 'points', 40, 'fc80370d-83e0-4b26-b41e-fc7e52d96ff8', 'points', '', '{"minutes": 40, "coefficient": "1.0"}', NULL, '2026-11-10 01:40:00+00', 4, 2, NULL, NULL, '511702001001', 1, NULL, 40, 0, NULL, 11, 'c598ba0b0539623be57c7b7928c863473e5a66e8bceafcc1087c49fe1b13592d');
INSERT INTO volunteers_assignment VALUES
(1, '41305104-5a1d-43bb-af73-9f75d0ddad15', 'offered', 'matched', '2026-11-10 01:00:00+00', NULL, NULL, 299, '{"again": false}', NULL, '', NULL, NULL, NULL, '', NULL, '', NULL, 1, 1, '2026-11-11 01:00:00+00'),
(2, 'c5403750-2984-4d16-8dd0-10b92220ee69', 'verified', 'assigned', '2026-11-10 01:00:00+00', '2026-11-10 01:00:00+00', '2026-11-10 01:00:00+00', 320, '{}', '2026-11-10 01:00:00+00', 'both', 0, '2026-11-10 01:40:00+00', 40, 'A', '2026-11-10 01:40:00+00', '', NULL, 2, 1, NULL),
(3, '92da8a2a-d314-4ed8-8f77-fd0ee800a09b', 'offered', 'matched', '2026-11-10 01:40:00+00', NULL, NULL, 299, '{"again": false}', NULL, '', NULL, NULL, NULL, '', NULL, '', NULL, 3, 1, '2026-11-11 01:40:00+00'),
(4, 'eaea958b-1feb-48da-9b5b-34ffd1834d3d', 'offered', 'matched', '2026-11-10 01:40:00+00', NULL, NULL, 299, '{"again": false}', NULL, '', NULL, NULL, NULL, '', NULL, '', NULL, 4, 1, '2026-11-11 01:40:00+00'),
(5, 'ec94bbca-4b9f-45ab-b487-4fb844b6ba1a', 'offered', 'matched', '2026-11-10 01:40:00+00', NULL, NULL, 299, '{"again": true}', NULL, '', NULL, NULL, NULL, '', NULL, '', NULL, 5, 1, NULL),
(6, '392725b7-d499-422d-956f-fda9f8c22a80', 'offered', 'matched', '2026-11-10 01:40:00+00', NULL, NULL, 443, '{"again": false}', NULL, '', NULL, NULL, NULL, '', NULL, '', NULL, 7, 2, NULL),
(7, '1e862fbc-879c-4ca8-9fdb-2aa72a6cb13c', 'offered', 'matched', '2026-11-10 01:40:00+00', NULL, NULL, 443, '{"again": false}', NULL, '', NULL, NULL, NULL, '', NULL, '', NULL, 8, 2, '2026-11-11 01:40:00+00'),
(8, '08bdb2b1-6b0d-4da5-b4ca-0f1b54496005', 'withdrawn', 'matched', '2026-11-10 01:40:00+00', NULL, '2026-11-10 01:40:00+00', NULL, '{}', NULL, '', NULL, NULL, NULL, '', NULL, '', NULL, 9, 2, NULL),
(9, '08496fa7-d758-4a31-a745-050928afb43c', 'offered', 'matched', '2026-11-10 01:40:00+00', NULL, NULL, 299, '{"again": false}', NULL, '', NULL, NULL, NULL, '', NULL, '', NULL, 9, 3, '2026-11-11 01:40:00+00'),
(10, '44ab86b5-2bef-4861-ac7f-e85c22fb0b2d', 'offered', 'matched', '2026-11-10 01:40:00+00', NULL, NULL, 299, '{"again": false}', NULL, '', NULL, NULL, NULL, '', NULL, '', NULL, 10, 3, '2026-11-11 01:40:00+00'),
(11, '39e06947-70b7-4b07-b080-8b7682c42ef1', 'offered', 'stand_in', '2026-11-10 01:40:00+00', NULL, NULL, 299, '{"again": false}', NULL, '', NULL, NULL, NULL, '', NULL, '', NULL, 11, 3, '2026-11-11 00:30:00+00');
INSERT INTO volunteers_assignmentevent VALUES
(1, '2026-11-10 01:00:00+00', '', 'offered', '', NULL, 1),
(2, '2026-11-10 01:00:00+00', '', 'offered', '', NULL, 2),
(3, '2026-11-10 01:00:00+00', 'offered', 'accepted', '', 3, 2),
(4, '2026-11-10 01:00:00+00', 'accepted', 'checked_in', '', 3, 2),
(5, '2026-11-10 01:40:00+00', 'checked_in', 'checked_out', '', 3, 2),
(6, '2026-11-10 01:40:00+00', 'checked_out', 'verified', '', NULL, 2),
(7, '2026-11-10 01:40:00+00', '', 'offered', '', NULL, 3),
(8, '2026-11-10 01:40:00+00', '', 'offered', '', NULL, 4),
(9, '2026-11-10 01:40:00+00', '', 'offered', '', NULL, 5),
(10, '2026-11-10 01:40:00+00', '', 'offered', '', NULL, 6),
(11, '2026-11-10 01:40:00+00', '', 'offered', '', NULL, 7),
(12, '2026-11-10 01:40:00+00', '', 'offered', '', NULL, 8),
(13, '2026-11-10 01:40:00+00', 'offered', 'accepted', '', 4, 8),
(14, '2026-11-10 01:40:00+00', 'accepted', 'withdrawn', '', 4, 8),
(15, '2026-11-10 01:40:00+00', '', 'offered', '', 4, 9),
(16, '2026-11-10 01:40:00+00', '', 'offered', '', NULL, 10),
(17, '2026-11-10 01:40:00+00', '', 'offered', '', 1, 11);
INSERT INTO volunteers_historicalvolunteer VALUES
(1, 31.2147, 107.502, 'exact', 'approved', 3000, 600, 2097151, NULL, true, '', '', NULL, '2026-11-10', 1, '2026-11-10 01:00:00+00', NULL, '+', NULL, 3, '511702001001', NULL),
(2, 31.216, 107.502, 'exact', 'approved', 3000, 40, 2097151, NULL, true, '', '', NULL, '2026-11-10', 2, '2026-11-10 01:40:00+00', NULL, '+', NULL, 5, '511702001001', NULL),
(3, 31.2147, 107.502, 'exact', 'approved', 3000, 600, 2097151, NULL, true, '', '', NULL, '2026-11-10', 3, '2026-11-10 01:40:00+00', NULL, '+', NULL, 9, '511702001001', NULL);
INSERT INTO volunteers_task VALUES
(1, 31.212, 107.502, 'exact', 'b310ce7f-3477-49cb-9fb3-c8a13ed103e7', 'visit', 'visit', '甲社区老人探访', '', '甲社区', '2026-11-01', '2026-11-30', NULL, NULL, 40, 1, 2097151, '', true, false, true, '甲社区居民委员会', '网格员甲', 'adf64c88372a663bd9739ca82725b0c14c3a95080dad2404281b3970a86951f5', 'open', '', '2026-11-10 01:00:00+00', NULL, '511702001001'),
(2, 31.212, 107.502, 'exact', 'fe55923e-893a-4c7a-8c12-e7fb94d10eb6', 'visit', 'visit', '甲社区探访', '', '甲社区', '2026-11-10', '2026-11-16', NULL, NULL, 40, 1, 2097151, '', false, false, true, '甲社区居民委员会', '', 'adf64c88372a663bd9739ca82725b0c14c3a95080dad2404281b3970a86951f5', 'done', '', '2026-11-10 01:00:00+00', NULL, '511702001001'),
(3, 31.212, 107.502, 'exact', 'ff205d3c-f9bb-4d28-99fd-3c109e805ebe', 'visit', 'visit', '甲社区老人探访', '', '甲社区', '2026-11-01', '2026-11-30', NULL, NULL, 40, 1, 2097151, '', true, false, true, '甲社区居民委员会', '网格员甲', '1db37fab67deb231168dd6004b71d753f06b1a4e2824706918148280b75768c6', 'open', '', '2026-11-10 01:40:00+00', NULL, '511702001001'),
(4, 31.212, 107.502, 'exact', '3b9abc8e-9cf9-4950-839a-48e204388ee6', 'visit', 'visit', '甲社区老人探访', '', '甲社区', '2026-11-01', '2026-11-30', NULL, NULL, 40, 1, 2097151, '', true, false, true, '甲社区居民委员会', '网格员甲', 'e179bd9ec9bfbac5278b344aae2983a4a1e5261b76922521f07146fc6c9b7ce0', 'open', '', '2026-11-10 01:40:00+00', NULL, '511702001001'),
(5, 31.212, 107.502, 'exact', 'abcb14c4-072b-4a95-b814-87049c678d71', 'visit', 'visit', '甲社区老人探访', '', '甲社区', '2026-12-01', '2026-12-31', NULL, NULL, 40, 1, 2097151, '', true, false, true, '甲社区居民委员会', '网格员甲', 'adf64c88372a663bd9739ca82725b0c14c3a95080dad2404281b3970a86951f5', 'open', '', '2026-11-10 01:40:00+00', NULL, '511702001001'),
(7, 31.212, 107.502, 'exact', 'd18b61ee-da92-4975-aeea-57badb52c998', 'visit', 'visit', '甲社区老人探访', '', '甲社区', '2026-12-01', '2026-12-31', NULL, NULL, 40, 1, 2097151, '', true, false, true, '甲社区居民委员会', '网格员甲', 'e179bd9ec9bfbac5278b344aae2983a4a1e5261b76922521f07146fc6c9b7ce0', 'open', '', '2026-11-10 01:40:00+00', NULL, '511702001001'),
(6, 31.212, 107.502, 'exact', '860f862c-e4a7-476d-be87-de14cbb3bfca', 'visit', 'visit', '甲社区老人探访', '', '甲社区', '2026-12-01', '2026-12-31', NULL, NULL, 40, 1, 2097151, '', true, false, true, '甲社区居民委员会', '网格员甲', '1db37fab67deb231168dd6004b71d753f06b1a4e2824706918148280b75768c6', 'open', 'capacity_exhausted', '2026-11-10 01:40:00+00', NULL, '511702001001'),
(8, 31.212, 107.502, 'exact', 'b48ae3be-385e-49f5-ac2c-aad30280dc7e', 'visit', 'visit', '甲社区老人探访', '', '甲社区', '2026-11-01', '2026-11-30', NULL, NULL, 40, 1, 2097151, '', true, false, true, '甲社区居民委员会', '网格员甲', '485bab3e9d436bf8ed4c23e249cd32bc80051d45d1d45dacbf6adc1c4ee3b5d7', 'open', '', '2026-11-10 01:40:00+00', NULL, '511702001001'),
(9, 31.212, 107.502, 'exact', 'c1c28d17-d4ad-493e-92e8-42da45e6d7fa', 'visit', 'visit', '甲社区探访', '', '甲社区', '2026-11-10', '2026-11-25', NULL, NULL, 40, 1, 2097151, '', false, false, true, '甲社区居民委员会', '', '485bab3e9d436bf8ed4c23e249cd32bc80051d45d1d45dacbf6adc1c4ee3b5d7', 'open', '', '2026-11-10 01:40:00+00', NULL, '511702001001'),
(10, 31.212, 107.502, 'exact', '44ea361a-6a5b-460a-b1dd-4d3f4b0c9217', 'visit', 'visit', '甲社区老人探访', '', '甲社区', '2026-11-01', '2026-11-30', NULL, NULL, 40, 1, 2097151, '', true, false, true, '甲社区居民委员会', '网格员甲', '832765a369e7942830d8ef436141632926a68594f7faa02600d73267374e6c05', 'open', '', '2026-11-10 01:40:00+00', NULL, '511702001001'),
(11, 31.212, 107.502, 'exact', 'a18acad2-d6f7-4835-9b13-c328fcfc8229', 'visit', 'visit', '甲社区探访', '', '甲社区', '2026-11-10', '2026-11-14', NULL, NULL, 40, 1, 2097151, '', false, false, true, '甲社区居民委员会', '', '832765a369e7942830d8ef436141632926a68594f7faa02600d73267374e6c05', 'open', '', '2026-11-10 01:40:00+00', NULL, '511702001001');
INSERT INTO volunteers_volunteer VALUES
(2, 31.216, 107.502, 'exact', 'approved', 3000, 40, 2097151, NULL, true, '', '', NULL, '2026-11-10', 5, '511702001001', NULL),
(1, 31.2147, 107.502, 'exact', 'approved', 3000, 40, 2097151, NULL, true, '', '', NULL, '2026-11-10', 3, '511702001001', NULL),
(3, 31.2147, 107.502, 'exact', 'approved', 3000, 600, 2097151, NULL, true, '', '', NULL, '2026-11-10', 9, '511702001001', NULL);
INSERT INTO wagtailcore_collection VALUES
(1, '0001', 1, 0, 'Root');
INSERT INTO wagtailcore_groupapprovaltask VALUES
(1);
INSERT INTO wagtailcore_groupapprovaltask_groups VALUES
(1, 1, 1);
INSERT INTO wagtailcore_groupcollectionpermission VALUES
(1, 1, 1, 106),
(2, 1, 2, 106),
(3, 1, 1, 107),
(4, 1, 2, 107),
(5, 1, 1, 109),
(6, 1, 2, 109),
(7, 1, 1, 110),
(8, 1, 2, 110),
(9, 1, 1, 111),
(10, 1, 2, 111),
(11, 1, 1, 113),
(12, 1, 2, 113);
INSERT INTO wagtailcore_grouppagepermission VALUES
(1, 1, 1, 65),
(2, 1, 1, 66),
(3, 1, 1, 71),
(4, 2, 1, 65),
(5, 2, 1, 66),
(6, 1, 1, 70),
(7, 1, 1, 72);
INSERT INTO wagtailcore_locale VALUES
(1, 'zh-hans');
INSERT INTO wagtailcore_page VALUES
(1, '0001', 1, 1, 'Root', 'root', true, false, '/', '', false, '', NULL, NULL, false, 1, NULL, false, NULL, NULL, NULL, NULL, 'Root', NULL, NULL, 'b4751df2-c56a-4db7-83e3-da6170671a48', 1, NULL, NULL),
(2, '00010001', 2, 0, 'Welcome to your new Wagtail site!', 'home', true, false, '/home/', '', false, '', NULL, NULL, false, 1, NULL, false, NULL, NULL, NULL, NULL, 'Welcome to your new Wagtail site!', NULL, NULL, '7a2e1e31-7ae2-49ad-84b6-8b00bf16b0ad', 1, NULL, NULL);
INSERT INTO wagtailcore_site VALUES
(1, 'localhost', 80, true, 2, '');
INSERT INTO wagtailcore_task VALUES
(1, 'Moderators approval', true, 2);
INSERT INTO wagtailcore_workflow VALUES
(1, 'Moderators approval', true);
INSERT INTO wagtailcore_workflowpage VALUES
(1, 1);
INSERT INTO wagtailcore_workflowtask VALUES
(1, 0, 1, 1);
SELECT pg_catalog.setval('auth_group_id_seq', 2, true);
SELECT pg_catalog.setval('auth_group_permissions_id_seq', 18, true);
SELECT pg_catalog.setval('auth_permission_id_seq', 555, true);
SELECT pg_catalog.setval('django_content_type_id_seq', 138, true);
SELECT pg_catalog.setval('django_migrations_id_seq', 294, true);
SELECT pg_catalog.setval('elderly_visits_closure_id_seq', 1, true);
SELECT pg_catalog.setval('elderly_visits_elder_id_seq', 5, true);
SELECT pg_catalog.setval('elderly_visits_historicalelder_history_id_seq', 5, true);
SELECT pg_catalog.setval('elderly_visits_missingvolunteers_id_seq', 1, true);
SELECT pg_catalog.setval('elderly_visits_repair_id_seq', 6, true);
SELECT pg_catalog.setval('elderly_visits_repairedvisit_id_seq', 6, true);
SELECT pg_catalog.setval('elderly_visits_standin_id_seq', 1, true);
SELECT pg_catalog.setval('elderly_visits_standinsearch_id_seq', 1, true);
SELECT pg_catalog.setval('elderly_visits_timeshortage_id_seq', 1, true);
SELECT pg_catalog.setval('elderly_visits_visit_id_seq', 11, true);
SELECT pg_catalog.setval('elderly_visits_visitplan_id_seq', 1, true);
SELECT pg_catalog.setval('elderly_visits_visitreport_id_seq', 1, true);
SELECT pg_catalog.setval('notifications_message_id_seq', 12, true);
SELECT pg_catalog.setval('people_consent_id_seq', 5, true);
SELECT pg_catalog.setval('people_historicalperson_history_id_seq', 10, true);
SELECT pg_catalog.setval('people_person_id_seq', 10, true);
SELECT pg_catalog.setval('people_rolegrant_id_seq', 2, true);
SELECT pg_catalog.setval('people_user_id_seq', 5, true);
SELECT pg_catalog.setval('policies_policyrow_id_seq', 122, true);
SELECT pg_catalog.setval('timebank_account_id_seq', 5, true);
SELECT pg_catalog.setval('timebank_accountslot_id_seq', 48, true);
SELECT pg_catalog.setval('timebank_servicerecord_id_seq', 1, true);
SELECT pg_catalog.setval('timebank_transfer_sequence_seq', 2, true);
SELECT pg_catalog.setval('volunteers_assignment_id_seq', 11, true);
SELECT pg_catalog.setval('volunteers_assignmentevent_id_seq', 17, true);
SELECT pg_catalog.setval('volunteers_historicalvolunteer_history_id_seq', 3, true);
SELECT pg_catalog.setval('volunteers_task_id_seq', 11, true);
SELECT pg_catalog.setval('volunteers_volunteer_id_seq', 3, true);
SELECT pg_catalog.setval('wagtailcore_collection_id_seq', 1, true);
SELECT pg_catalog.setval('wagtailcore_groupapprovaltask_groups_id_seq', 1, true);
SELECT pg_catalog.setval('wagtailcore_groupcollectionpermission_id_seq', 12, true);
SELECT pg_catalog.setval('wagtailcore_grouppagepermission_id_seq', 7, true);
SELECT pg_catalog.setval('wagtailcore_locale_id_seq', 1, true);
SELECT pg_catalog.setval('wagtailcore_page_id_seq', 2, true);
SELECT pg_catalog.setval('wagtailcore_site_id_seq', 1, true);
SELECT pg_catalog.setval('wagtailcore_task_id_seq', 1, true);
SELECT pg_catalog.setval('wagtailcore_workflow_id_seq', 1, true);
SELECT pg_catalog.setval('wagtailcore_workflowtask_id_seq', 1, true);
ALTER TABLE account_emailaddress ADD CONSTRAINT account_emailaddress_pkey PRIMARY KEY (id);
ALTER TABLE account_emailaddress ADD CONSTRAINT account_emailaddress_user_id_email_987c8728_uniq UNIQUE (user_id, email);
ALTER TABLE account_emailconfirmation ADD CONSTRAINT account_emailconfirmation_key_key UNIQUE (key);
ALTER TABLE account_emailconfirmation ADD CONSTRAINT account_emailconfirmation_pkey PRIMARY KEY (id);
ALTER TABLE auth_group ADD CONSTRAINT auth_group_name_key UNIQUE (name);
ALTER TABLE auth_group_permissions ADD CONSTRAINT auth_group_permissions_group_id_permission_id_0cd325b0_uniq UNIQUE (group_id, permission_id);
ALTER TABLE auth_group_permissions ADD CONSTRAINT auth_group_permissions_pkey PRIMARY KEY (id);
ALTER TABLE auth_group ADD CONSTRAINT auth_group_pkey PRIMARY KEY (id);
ALTER TABLE auth_permission ADD CONSTRAINT auth_permission_content_type_id_codename_01ab375a_uniq UNIQUE (content_type_id, codename);
ALTER TABLE auth_permission ADD CONSTRAINT auth_permission_pkey PRIMARY KEY (id);
ALTER TABLE timebank_certificateending ADD CONSTRAINT certificate_ends_once_a_way UNIQUE (certificate_id, state);
ALTER TABLE elderly_visits_emergencycontact ADD CONSTRAINT contact_once UNIQUE (elder_id, name, phone);
ALTER TABLE django_admin_log ADD CONSTRAINT django_admin_log_pkey PRIMARY KEY (id);
ALTER TABLE django_celery_beat_clockedschedule ADD CONSTRAINT django_celery_beat_clockedschedule_pkey PRIMARY KEY (id);
ALTER TABLE django_celery_beat_crontabschedule ADD CONSTRAINT django_celery_beat_crontabschedule_pkey PRIMARY KEY (id);
ALTER TABLE django_celery_beat_intervalschedule ADD CONSTRAINT django_celery_beat_intervalschedule_pkey PRIMARY KEY (id);
ALTER TABLE django_celery_beat_periodictask ADD CONSTRAINT django_celery_beat_periodictask_name_key UNIQUE (name);
ALTER TABLE django_celery_beat_periodictask ADD CONSTRAINT django_celery_beat_periodictask_pkey PRIMARY KEY (id);
ALTER TABLE django_celery_beat_periodictasks ADD CONSTRAINT django_celery_beat_periodictasks_pkey PRIMARY KEY (ident);
ALTER TABLE django_celery_beat_solarschedule ADD CONSTRAINT django_celery_beat_solar_event_latitude_longitude_ba64999a_uniq UNIQUE (event, latitude, longitude);
ALTER TABLE django_celery_beat_solarschedule ADD CONSTRAINT django_celery_beat_solarschedule_pkey PRIMARY KEY (id);
ALTER TABLE django_content_type ADD CONSTRAINT django_content_type_app_label_model_76bd3d3b_uniq UNIQUE (app_label, model);
ALTER TABLE django_content_type ADD CONSTRAINT django_content_type_pkey PRIMARY KEY (id);
ALTER TABLE django_migrations ADD CONSTRAINT django_migrations_pkey PRIMARY KEY (id);
ALTER TABLE django_session ADD CONSTRAINT django_session_pkey PRIMARY KEY (session_key);
ALTER TABLE elderly_visits_closure ADD CONSTRAINT elderly_visits_closure_pkey PRIMARY KEY (id);
ALTER TABLE elderly_visits_concern ADD CONSTRAINT elderly_visits_concern_pkey PRIMARY KEY (id);
ALTER TABLE elderly_visits_concernevent ADD CONSTRAINT elderly_visits_concernevent_pkey PRIMARY KEY (id);
ALTER TABLE elderly_visits_elder ADD CONSTRAINT elderly_visits_elder_person_id_key UNIQUE (person_id);
ALTER TABLE elderly_visits_elder ADD CONSTRAINT elderly_visits_elder_pkey PRIMARY KEY (id);
ALTER TABLE elderly_visits_emergencycontact ADD CONSTRAINT elderly_visits_emergencycontact_pkey PRIMARY KEY (id);
ALTER TABLE elderly_visits_historicalelder ADD CONSTRAINT elderly_visits_historicalelder_pkey PRIMARY KEY (history_id);
ALTER TABLE elderly_visits_missingvolunteers ADD CONSTRAINT elderly_visits_missingvolunteers_pkey PRIMARY KEY (id);
ALTER TABLE elderly_visits_repair ADD CONSTRAINT elderly_visits_repair_pkey PRIMARY KEY (id);
ALTER TABLE elderly_visits_repairedvisit ADD CONSTRAINT elderly_visits_repairedvisit_pkey PRIMARY KEY (id);
ALTER TABLE elderly_visits_standin ADD CONSTRAINT elderly_visits_standin_assignment_id_key UNIQUE (assignment_id);
ALTER TABLE elderly_visits_standin ADD CONSTRAINT elderly_visits_standin_pkey PRIMARY KEY (id);
ALTER TABLE elderly_visits_standinsearch ADD CONSTRAINT elderly_visits_standinsearch_pkey PRIMARY KEY (id);
ALTER TABLE elderly_visits_timeshortage ADD CONSTRAINT elderly_visits_timeshortage_pkey PRIMARY KEY (id);
ALTER TABLE elderly_visits_timeshortage ADD CONSTRAINT elderly_visits_timeshortage_visit_id_key UNIQUE (visit_id);
ALTER TABLE elderly_visits_visit ADD CONSTRAINT elderly_visits_visit_pkey PRIMARY KEY (id);
ALTER TABLE elderly_visits_visit ADD CONSTRAINT elderly_visits_visit_task_id_key UNIQUE (task_id);
ALTER TABLE elderly_visits_visitplan ADD CONSTRAINT elderly_visits_visitplan_pkey PRIMARY KEY (id);
ALTER TABLE elderly_visits_visitreport ADD CONSTRAINT elderly_visits_visitreport_pkey PRIMARY KEY (id);
ALTER TABLE elderly_visits_visitreport ADD CONSTRAINT elderly_visits_visitreport_visit_id_key UNIQUE (visit_id);
ALTER TABLE timebank_expirynotice ADD CONSTRAINT expiry_notice_once UNIQUE (account_id, expires_on);
ALTER TABLE facilities_facility ADD CONSTRAINT facilities_facility_pkey PRIMARY KEY (id);
ALTER TABLE facilities_facilitycorrection ADD CONSTRAINT facilities_facilitycorrection_pkey PRIMARY KEY (id);
ALTER TABLE facilities_historicalfacility ADD CONSTRAINT facilities_historicalfacility_pkey PRIMARY KEY (history_id);
ALTER TABLE facilities_facility ADD CONSTRAINT facility_once UNIQUE (name, type, region_id);
ALTER TABLE timebank_poolgrant ADD CONSTRAINT grant_once_a_month UNIQUE (person_id, month);
ALTER TABLE organizations_organizationmember ADD CONSTRAINT member_once UNIQUE (organization_id, person_id);
ALTER TABLE mfa_authenticator ADD CONSTRAINT mfa_authenticator_pkey PRIMARY KEY (id);
ALTER TABLE elderly_visits_missingvolunteers ADD CONSTRAINT missing_once_a_month_and_community UNIQUE (month, region_id);
ALTER TABLE notifications_message ADD CONSTRAINT notifications_message_key_key UNIQUE (key);
ALTER TABLE notifications_message ADD CONSTRAINT notifications_message_pkey PRIMARY KEY (id);
ALTER TABLE elderly_visits_concern ADD CONSTRAINT one_concern_of_a_kind_per_report UNIQUE (report_id, kind);
ALTER TABLE policies_policyrow ADD CONSTRAINT one_policy_a_day_in_a_region UNIQUE (key, region_id, valid_from);
ALTER TABLE timebank_phonesample ADD CONSTRAINT one_sample_a_month UNIQUE (county_id, month);
ALTER TABLE organizations_socialorganization ADD CONSTRAINT organization_name_in_region UNIQUE (name, region_id);
ALTER TABLE organizations_historicalsocialorganization ADD CONSTRAINT organizations_historicalsocialorganization_pkey PRIMARY KEY (history_id);
ALTER TABLE organizations_organizationmember ADD CONSTRAINT organizations_organizationmember_pkey PRIMARY KEY (id);
ALTER TABLE organizations_socialorganization ADD CONSTRAINT organizations_socialorganization_partner_id_key UNIQUE (partner_id);
ALTER TABLE organizations_socialorganization ADD CONSTRAINT organizations_socialorganization_pkey PRIMARY KEY (id);
ALTER TABLE organizations_socialorganization ADD CONSTRAINT organizations_socialorganization_uscc_key UNIQUE (uscc);
ALTER TABLE timebank_partner ADD CONSTRAINT partner_name_in_region UNIQUE (name, region_id);
ALTER TABLE people_accesslog ADD CONSTRAINT people_accesslog_pkey PRIMARY KEY (id);
ALTER TABLE people_consent ADD CONSTRAINT people_consent_pkey PRIMARY KEY (id);
ALTER TABLE people_dialect ADD CONSTRAINT people_dialect_code_key UNIQUE (code);
ALTER TABLE people_dialect ADD CONSTRAINT people_dialect_pkey PRIMARY KEY (id);
ALTER TABLE people_historicalperson ADD CONSTRAINT people_historicalperson_pkey PRIMARY KEY (history_id);
ALTER TABLE people_kinship ADD CONSTRAINT people_kinship_pkey PRIMARY KEY (id);
ALTER TABLE people_kinship ADD CONSTRAINT people_kinship_uuid_key UNIQUE (uuid);
ALTER TABLE people_mandate ADD CONSTRAINT people_mandate_pkey PRIMARY KEY (id);
ALTER TABLE people_mandateuse ADD CONSTRAINT people_mandateuse_key_key UNIQUE (key);
ALTER TABLE people_mandateuse ADD CONSTRAINT people_mandateuse_pkey PRIMARY KEY (id);
ALTER TABLE people_person_dialects ADD CONSTRAINT people_person_dialects_person_id_dialect_id_b27dff61_uniq UNIQUE (person_id, dialect_id);
ALTER TABLE people_person_dialects ADD CONSTRAINT people_person_dialects_pkey PRIMARY KEY (id);
ALTER TABLE people_person ADD CONSTRAINT people_person_id_number_index_key UNIQUE (id_number_index);
ALTER TABLE people_person ADD CONSTRAINT people_person_pkey PRIMARY KEY (id);
ALTER TABLE people_person ADD CONSTRAINT people_person_user_id_key UNIQUE (user_id);
ALTER TABLE people_person ADD CONSTRAINT people_person_uuid_key UNIQUE (uuid);
ALTER TABLE people_rolegrant ADD CONSTRAINT people_rolegrant_pkey PRIMARY KEY (id);
ALTER TABLE people_user_groups ADD CONSTRAINT people_user_groups_pkey PRIMARY KEY (id);
ALTER TABLE people_user_groups ADD CONSTRAINT people_user_groups_user_id_group_id_60378d34_uniq UNIQUE (user_id, group_id);
ALTER TABLE people_user ADD CONSTRAINT people_user_phone_key UNIQUE (phone);
ALTER TABLE people_user ADD CONSTRAINT people_user_pkey PRIMARY KEY (id);
ALTER TABLE people_user_user_permissions ADD CONSTRAINT people_user_user_permiss_user_id_permission_id_a7ac6748_uniq UNIQUE (user_id, permission_id);
ALTER TABLE people_user_user_permissions ADD CONSTRAINT people_user_user_permissions_pkey PRIMARY KEY (id);
ALTER TABLE people_user ADD CONSTRAINT people_user_username_key UNIQUE (username);
ALTER TABLE platform_site_homepage ADD CONSTRAINT platform_site_homepage_pkey PRIMARY KEY (page_ptr_id);
ALTER TABLE platform_site_infopage ADD CONSTRAINT platform_site_infopage_pkey PRIMARY KEY (page_ptr_id);
ALTER TABLE platform_site_newsindexpage ADD CONSTRAINT platform_site_newsindexpage_pkey PRIMARY KEY (page_ptr_id);
ALTER TABLE platform_site_newspage ADD CONSTRAINT platform_site_newspage_pkey PRIMARY KEY (page_ptr_id);
ALTER TABLE policies_policyrow ADD CONSTRAINT policies_policyrow_pkey PRIMARY KEY (id);
ALTER TABLE timebank_certifiedrecord ADD CONSTRAINT record_once_a_certificate UNIQUE (certificate_id, record_id);
ALTER TABLE timebank_phonecall ADD CONSTRAINT record_once_in_a_sample UNIQUE (sample_id, record_id);
ALTER TABLE regions_region ADD CONSTRAINT regions_region_pkey PRIMARY KEY (code);
ALTER TABLE regions_zone ADD CONSTRAINT regions_zone_code_key UNIQUE (code);
ALTER TABLE regions_zone ADD CONSTRAINT regions_zone_name_key UNIQUE (name);
ALTER TABLE regions_zone ADD CONSTRAINT regions_zone_pkey PRIMARY KEY (id);
ALTER TABLE regions_zone_townships ADD CONSTRAINT regions_zone_townships_pkey PRIMARY KEY (id);
ALTER TABLE regions_zone_townships ADD CONSTRAINT regions_zone_townships_zone_id_region_id_ac45f821_uniq UNIQUE (zone_id, region_id);
ALTER TABLE elderly_visits_repairedvisit ADD CONSTRAINT repaired_visit_once UNIQUE (repair_id, visit_id, before_id);
ALTER TABLE service_requests_requestevent ADD CONSTRAINT service_requests_requestevent_pkey PRIMARY KEY (id);
ALTER TABLE service_requests_servicerequest ADD CONSTRAINT service_requests_servicerequest_pkey PRIMARY KEY (id);
ALTER TABLE service_requests_servicerequest ADD CONSTRAINT service_requests_servicerequest_reservation_id_key UNIQUE (reservation_id);
ALTER TABLE service_requests_servicerequest ADD CONSTRAINT service_requests_servicerequest_task_id_key UNIQUE (task_id);
ALTER TABLE service_requests_servicerequest ADD CONSTRAINT service_requests_servicerequest_uuid_key UNIQUE (uuid);
ALTER TABLE volunteers_volunteerskill ADD CONSTRAINT skill_once UNIQUE (volunteer_id, skill_id);
ALTER TABLE timebank_accountslot ADD CONSTRAINT slot_once_an_account UNIQUE (account_id, number);
ALTER TABLE elderly_visits_standin ADD CONSTRAINT stand_in_once UNIQUE (search_id, volunteer_id);
ALTER TABLE elderly_visits_standin ADD CONSTRAINT stand_in_rank UNIQUE (search_id, rank);
ALTER TABLE volunteers_plannedstop ADD CONSTRAINT stop_once_a_person UNIQUE (person_id, task_id);
ALTER TABLE taggit_tag ADD CONSTRAINT taggit_tag_name_key UNIQUE (name);
ALTER TABLE taggit_tag ADD CONSTRAINT taggit_tag_pkey PRIMARY KEY (id);
ALTER TABLE taggit_tag ADD CONSTRAINT taggit_tag_slug_key UNIQUE (slug);
ALTER TABLE taggit_taggeditem ADD CONSTRAINT taggit_taggeditem_content_type_id_object_id_tag_id_4bb97a8e_uni UNIQUE (content_type_id, object_id, tag_id);
ALTER TABLE taggit_taggeditem ADD CONSTRAINT taggit_taggeditem_pkey PRIMARY KEY (id);
ALTER TABLE volunteers_team ADD CONSTRAINT team_name_in_region UNIQUE (name, region_id);
ALTER TABLE timebank_account ADD CONSTRAINT timebank_account_pkey PRIMARY KEY (id);
ALTER TABLE timebank_account ADD CONSTRAINT timebank_account_uuid_key UNIQUE (uuid);
ALTER TABLE timebank_accountslot ADD CONSTRAINT timebank_accountslot_pkey PRIMARY KEY (id);
ALTER TABLE timebank_anomalyrun ADD CONSTRAINT timebank_anomalyrun_pkey PRIMARY KEY (id);
ALTER TABLE timebank_certificate ADD CONSTRAINT timebank_certificate_key_key UNIQUE (key);
ALTER TABLE timebank_certificate ADD CONSTRAINT timebank_certificate_number_key UNIQUE (number);
ALTER TABLE timebank_certificate ADD CONSTRAINT timebank_certificate_pkey PRIMARY KEY (id);
ALTER TABLE timebank_certificate ADD CONSTRAINT timebank_certificate_token_key UNIQUE (token);
ALTER TABLE timebank_certificate ADD CONSTRAINT timebank_certificate_uuid_key UNIQUE (uuid);
ALTER TABLE timebank_certificateending ADD CONSTRAINT timebank_certificateending_pkey PRIMARY KEY (id);
ALTER TABLE timebank_certificatefile ADD CONSTRAINT timebank_certificatefile_pkey PRIMARY KEY (certificate_id);
ALTER TABLE timebank_certificatefile ADD CONSTRAINT timebank_certificatefile_sha256_key UNIQUE (sha256);
ALTER TABLE timebank_certifiedrecord ADD CONSTRAINT timebank_certifiedrecord_pkey PRIMARY KEY (id);
ALTER TABLE timebank_credithold ADD CONSTRAINT timebank_credithold_pkey PRIMARY KEY (id);
ALTER TABLE timebank_credithold ADD CONSTRAINT timebank_credithold_uuid_key UNIQUE (uuid);
ALTER TABLE timebank_earmark ADD CONSTRAINT timebank_earmark_payment_id_key UNIQUE (payment_id);
ALTER TABLE timebank_earmark ADD CONSTRAINT timebank_earmark_pkey PRIMARY KEY (id);
ALTER TABLE timebank_earmark ADD CONSTRAINT timebank_earmark_transfer_id_key UNIQUE (transfer_id);
ALTER TABLE timebank_earmark ADD CONSTRAINT timebank_earmark_uuid_key UNIQUE (uuid);
ALTER TABLE timebank_expirynotice ADD CONSTRAINT timebank_expirynotice_pkey PRIMARY KEY (id);
ALTER TABLE timebank_expirynotice ADD CONSTRAINT timebank_expirynotice_transfer_id_key UNIQUE (transfer_id);
ALTER TABLE timebank_nominee ADD CONSTRAINT timebank_nominee_pkey PRIMARY KEY (id);
ALTER TABLE timebank_offer ADD CONSTRAINT timebank_offer_pkey PRIMARY KEY (id);
ALTER TABLE timebank_offer ADD CONSTRAINT timebank_offer_uuid_key UNIQUE (uuid);
ALTER TABLE timebank_partner ADD CONSTRAINT timebank_partner_pkey PRIMARY KEY (id);
ALTER TABLE timebank_partner ADD CONSTRAINT timebank_partner_uuid_key UNIQUE (uuid);
ALTER TABLE timebank_partnerstaff ADD CONSTRAINT timebank_partnerstaff_pkey PRIMARY KEY (id);
ALTER TABLE timebank_phonecall ADD CONSTRAINT timebank_phonecall_pkey PRIMARY KEY (id);
ALTER TABLE timebank_phonecall ADD CONSTRAINT timebank_phonecall_uuid_key UNIQUE (uuid);
ALTER TABLE timebank_phonecallattempt ADD CONSTRAINT timebank_phonecallattempt_pkey PRIMARY KEY (id);
ALTER TABLE timebank_phonesample ADD CONSTRAINT timebank_phonesample_pkey PRIMARY KEY (id);
ALTER TABLE timebank_phonesample ADD CONSTRAINT timebank_phonesample_uuid_key UNIQUE (uuid);
ALTER TABLE timebank_poolgrant ADD CONSTRAINT timebank_poolgrant_pkey PRIMARY KEY (id);
ALTER TABLE timebank_poolgrant ADD CONSTRAINT timebank_poolgrant_transfer_id_key UNIQUE (transfer_id);
ALTER TABLE timebank_servicerecord ADD CONSTRAINT timebank_servicerecord_corrects_id_key UNIQUE (corrects_id);
ALTER TABLE timebank_servicerecord ADD CONSTRAINT timebank_servicerecord_pkey PRIMARY KEY (id);
ALTER TABLE timebank_servicerecord ADD CONSTRAINT timebank_servicerecord_source_key_key UNIQUE (source_key);
ALTER TABLE timebank_servicerecord ADD CONSTRAINT timebank_servicerecord_uuid_key UNIQUE (uuid);
ALTER TABLE timebank_settlement ADD CONSTRAINT timebank_settlement_batch_key UNIQUE (batch);
ALTER TABLE timebank_settlement ADD CONSTRAINT timebank_settlement_pkey PRIMARY KEY (id);
ALTER TABLE timebank_standinginstruction ADD CONSTRAINT timebank_standinginstruction_pkey PRIMARY KEY (id);
ALTER TABLE timebank_staraward ADD CONSTRAINT timebank_staraward_pkey PRIMARY KEY (id);
ALTER TABLE timebank_starobjection ADD CONSTRAINT timebank_starobjection_pkey PRIMARY KEY (id);
ALTER TABLE timebank_suspicion ADD CONSTRAINT timebank_suspicion_key_key UNIQUE (key);
ALTER TABLE timebank_suspicion_persons ADD CONSTRAINT timebank_suspicion_persons_pkey PRIMARY KEY (id);
ALTER TABLE timebank_suspicion_persons ADD CONSTRAINT timebank_suspicion_persons_suspicion_id_person_id_b322a0be_uniq UNIQUE (suspicion_id, person_id);
ALTER TABLE timebank_suspicion ADD CONSTRAINT timebank_suspicion_pkey PRIMARY KEY (id);
ALTER TABLE timebank_suspicion_records ADD CONSTRAINT timebank_suspicion_recor_suspicion_id_servicereco_543b11df_uniq UNIQUE (suspicion_id, servicerecord_id);
ALTER TABLE timebank_suspicion_records ADD CONSTRAINT timebank_suspicion_records_pkey PRIMARY KEY (id);
ALTER TABLE timebank_suspicion ADD CONSTRAINT timebank_suspicion_uuid_key UNIQUE (uuid);
ALTER TABLE timebank_suspicion_workers ADD CONSTRAINT timebank_suspicion_workers_pkey PRIMARY KEY (id);
ALTER TABLE timebank_suspicion_workers ADD CONSTRAINT timebank_suspicion_workers_suspicion_id_user_id_beaa168b_uniq UNIQUE (suspicion_id, user_id);
ALTER TABLE timebank_suspicionevent ADD CONSTRAINT timebank_suspicionevent_pkey PRIMARY KEY (id);
ALTER TABLE timebank_transfer ADD CONSTRAINT timebank_transfer_pending_id_key UNIQUE (pending_id);
ALTER TABLE timebank_transfer ADD CONSTRAINT timebank_transfer_pkey PRIMARY KEY (sequence);
ALTER TABLE timebank_transfer ADD CONSTRAINT timebank_transfer_undoes_id_key UNIQUE (undoes_id);
ALTER TABLE timebank_turnover ADD CONSTRAINT timebank_turnover_pkey PRIMARY KEY (id);
ALTER TABLE timebank_turnoverrun ADD CONSTRAINT timebank_turnoverrun_pkey PRIMARY KEY (id);
ALTER TABLE timebank_voucher ADD CONSTRAINT timebank_voucher_code_key UNIQUE (code);
ALTER TABLE timebank_voucher ADD CONSTRAINT timebank_voucher_pkey PRIMARY KEY (id);
ALTER TABLE timebank_voucher ADD CONSTRAINT timebank_voucher_reservation_id_key UNIQUE (reservation_id);
ALTER TABLE timebank_voucher ADD CONSTRAINT timebank_voucher_secret_key UNIQUE (secret);
ALTER TABLE timebank_voucher ADD CONSTRAINT timebank_voucher_uuid_key UNIQUE (uuid);
ALTER TABLE timebank_transfer ADD CONSTRAINT transfer_key_once UNIQUE (key);
ALTER TABLE timebank_turnover ADD CONSTRAINT turnover_once UNIQUE (month, region, debit_kind, credit_kind, reason, is_undoing);
ALTER TABLE wagtailcore_grouppagepermission ADD CONSTRAINT unique_permission UNIQUE (group_id, page_id, permission_id);
ALTER TABLE usersessions_usersession ADD CONSTRAINT usersessions_usersession_pkey PRIMARY KEY (id);
ALTER TABLE usersessions_usersession ADD CONSTRAINT usersessions_usersession_session_key_key UNIQUE (session_key);
ALTER TABLE volunteers_absence ADD CONSTRAINT volunteers_absence_pkey PRIMARY KEY (id);
ALTER TABLE volunteers_assignment ADD CONSTRAINT volunteers_assignment_pkey PRIMARY KEY (id);
ALTER TABLE volunteers_assignment ADD CONSTRAINT volunteers_assignment_uuid_key UNIQUE (uuid);
ALTER TABLE volunteers_assignmentevent ADD CONSTRAINT volunteers_assignmentevent_pkey PRIMARY KEY (id);
ALTER TABLE volunteers_calendarfeed ADD CONSTRAINT volunteers_calendarfeed_person_id_key UNIQUE (person_id);
ALTER TABLE volunteers_calendarfeed ADD CONSTRAINT volunteers_calendarfeed_pkey PRIMARY KEY (id);
ALTER TABLE volunteers_calendarfeed ADD CONSTRAINT volunteers_calendarfeed_secret_index_key UNIQUE (secret_index);
ALTER TABLE volunteers_historicalproject ADD CONSTRAINT volunteers_historicalproject_pkey PRIMARY KEY (history_id);
ALTER TABLE volunteers_historicalteam ADD CONSTRAINT volunteers_historicalteam_pkey PRIMARY KEY (history_id);
ALTER TABLE volunteers_historicalvolunteer ADD CONSTRAINT volunteers_historicalvolunteer_pkey PRIMARY KEY (history_id);
ALTER TABLE volunteers_plannedstop ADD CONSTRAINT volunteers_plannedstop_pkey PRIMARY KEY (id);
ALTER TABLE volunteers_project ADD CONSTRAINT volunteers_project_pkey PRIMARY KEY (id);
ALTER TABLE volunteers_project ADD CONSTRAINT volunteers_project_uuid_key UNIQUE (uuid);
ALTER TABLE volunteers_skill ADD CONSTRAINT volunteers_skill_code_key UNIQUE (code);
ALTER TABLE volunteers_skill ADD CONSTRAINT volunteers_skill_pkey PRIMARY KEY (id);
ALTER TABLE volunteers_task_dialects ADD CONSTRAINT volunteers_task_dialects_pkey PRIMARY KEY (id);
ALTER TABLE volunteers_task_dialects ADD CONSTRAINT volunteers_task_dialects_task_id_dialect_id_917980b8_uniq UNIQUE (task_id, dialect_id);
ALTER TABLE volunteers_task ADD CONSTRAINT volunteers_task_pkey PRIMARY KEY (id);
ALTER TABLE volunteers_task_required_skills ADD CONSTRAINT volunteers_task_required_skills_pkey PRIMARY KEY (id);
ALTER TABLE volunteers_task_required_skills ADD CONSTRAINT volunteers_task_required_skills_task_id_skill_id_e30e15ea_uniq UNIQUE (task_id, skill_id);
ALTER TABLE volunteers_task ADD CONSTRAINT volunteers_task_uuid_key UNIQUE (uuid);
ALTER TABLE volunteers_team ADD CONSTRAINT volunteers_team_pkey PRIMARY KEY (id);
ALTER TABLE volunteers_teammember ADD CONSTRAINT volunteers_teammember_pkey PRIMARY KEY (id);
ALTER TABLE volunteers_volunteer ADD CONSTRAINT volunteers_volunteer_person_id_key UNIQUE (person_id);
ALTER TABLE volunteers_volunteer ADD CONSTRAINT volunteers_volunteer_pkey PRIMARY KEY (id);
ALTER TABLE volunteers_volunteerskill ADD CONSTRAINT volunteers_volunteerskill_pkey PRIMARY KEY (id);
ALTER TABLE timebank_voucher ADD CONSTRAINT voucher_once_an_order UNIQUE (person_id, "order");
ALTER TABLE wagtailadmin_admin ADD CONSTRAINT wagtailadmin_admin_pkey PRIMARY KEY (id);
ALTER TABLE wagtailadmin_editingsession ADD CONSTRAINT wagtailadmin_editingsession_pkey PRIMARY KEY (id);
ALTER TABLE wagtailadmin_formstate ADD CONSTRAINT wagtailadmin_formstate_pkey PRIMARY KEY (id);
ALTER TABLE wagtailcore_collection ADD CONSTRAINT wagtailcore_collection_path_key UNIQUE (path);
ALTER TABLE wagtailcore_collection ADD CONSTRAINT wagtailcore_collection_pkey PRIMARY KEY (id);
ALTER TABLE wagtailcore_collectionviewrestriction_groups ADD CONSTRAINT wagtailcore_collectionvi_collectionviewrestrictio_988995ae_uniq UNIQUE (collectionviewrestriction_id, group_id);
ALTER TABLE wagtailcore_collectionviewrestriction_groups ADD CONSTRAINT wagtailcore_collectionviewrestriction_groups_pkey PRIMARY KEY (id);
ALTER TABLE wagtailcore_collectionviewrestriction ADD CONSTRAINT wagtailcore_collectionviewrestriction_pkey PRIMARY KEY (id);
ALTER TABLE wagtailcore_comment ADD CONSTRAINT wagtailcore_comment_pkey PRIMARY KEY (id);
ALTER TABLE wagtailcore_commentreply ADD CONSTRAINT wagtailcore_commentreply_pkey PRIMARY KEY (id);
ALTER TABLE wagtailcore_groupapprovaltask_groups ADD CONSTRAINT wagtailcore_groupapprova_groupapprovaltask_id_gro_bb5ee7eb_uniq UNIQUE (groupapprovaltask_id, group_id);
ALTER TABLE wagtailcore_groupapprovaltask_groups ADD CONSTRAINT wagtailcore_groupapprovaltask_groups_pkey PRIMARY KEY (id);
ALTER TABLE wagtailcore_groupapprovaltask ADD CONSTRAINT wagtailcore_groupapprovaltask_pkey PRIMARY KEY (task_ptr_id);
ALTER TABLE wagtailcore_groupcollectionpermission ADD CONSTRAINT wagtailcore_groupcollect_group_id_collection_id_p_a21cefe9_uniq UNIQUE (group_id, collection_id, permission_id);
ALTER TABLE wagtailcore_groupcollectionpermission ADD CONSTRAINT wagtailcore_groupcollectionpermission_pkey PRIMARY KEY (id);
ALTER TABLE wagtailcore_grouppagepermission ADD CONSTRAINT wagtailcore_grouppagepermission_pkey PRIMARY KEY (id);
ALTER TABLE wagtailcore_groupsitepermission ADD CONSTRAINT wagtailcore_groupsiteper_group_id_site_id_permiss_a58ee30d_uniq UNIQUE (group_id, site_id, permission_id);
ALTER TABLE wagtailcore_groupsitepermission ADD CONSTRAINT wagtailcore_groupsitepermission_pkey PRIMARY KEY (id);
ALTER TABLE wagtailcore_locale ADD CONSTRAINT wagtailcore_locale_language_code_key UNIQUE (language_code);
ALTER TABLE wagtailcore_locale ADD CONSTRAINT wagtailcore_locale_pkey PRIMARY KEY (id);
ALTER TABLE wagtailcore_modellogentry ADD CONSTRAINT wagtailcore_modellogentry_pkey PRIMARY KEY (id);
ALTER TABLE wagtailcore_page ADD CONSTRAINT wagtailcore_page_path_key UNIQUE (path);
ALTER TABLE wagtailcore_page ADD CONSTRAINT wagtailcore_page_pkey PRIMARY KEY (id);
ALTER TABLE wagtailcore_page ADD CONSTRAINT wagtailcore_page_translation_key_locale_id_9b041bad_uniq UNIQUE (translation_key, locale_id);
ALTER TABLE wagtailcore_pagelogentry ADD CONSTRAINT wagtailcore_pagelogentry_pkey PRIMARY KEY (id);
ALTER TABLE wagtailcore_revision ADD CONSTRAINT wagtailcore_pagerevision_pkey PRIMARY KEY (id);
ALTER TABLE wagtailcore_pagesubscription ADD CONSTRAINT wagtailcore_pagesubscription_page_id_user_id_0cef73ed_uniq UNIQUE (page_id, user_id);
ALTER TABLE wagtailcore_pagesubscription ADD CONSTRAINT wagtailcore_pagesubscription_pkey PRIMARY KEY (id);
ALTER TABLE wagtailcore_pageviewrestriction_groups ADD CONSTRAINT wagtailcore_pageviewrest_pageviewrestriction_id_g_d23f80bb_uniq UNIQUE (pageviewrestriction_id, group_id);
ALTER TABLE wagtailcore_pageviewrestriction_groups ADD CONSTRAINT wagtailcore_pageviewrestriction_groups_pkey PRIMARY KEY (id);
ALTER TABLE wagtailcore_pageviewrestriction ADD CONSTRAINT wagtailcore_pageviewrestriction_pkey PRIMARY KEY (id);
ALTER TABLE wagtailcore_referenceindex ADD CONSTRAINT wagtailcore_referenceind_base_content_type_id_obj_9e6ccd6a_uniq UNIQUE (base_content_type_id, object_id, to_content_type_id, to_object_id, content_path_hash);
ALTER TABLE wagtailcore_referenceindex ADD CONSTRAINT wagtailcore_referenceindex_pkey PRIMARY KEY (id);
ALTER TABLE wagtailcore_site ADD CONSTRAINT wagtailcore_site_hostname_port_2c626d70_uniq UNIQUE (hostname, port);
ALTER TABLE wagtailcore_site ADD CONSTRAINT wagtailcore_site_pkey PRIMARY KEY (id);
ALTER TABLE wagtailcore_task ADD CONSTRAINT wagtailcore_task_pkey PRIMARY KEY (id);
ALTER TABLE wagtailcore_taskstate ADD CONSTRAINT wagtailcore_taskstate_pkey PRIMARY KEY (id);
ALTER TABLE wagtailcore_uploadedfile ADD CONSTRAINT wagtailcore_uploadedfile_pkey PRIMARY KEY (id);
ALTER TABLE wagtailcore_workflow ADD CONSTRAINT wagtailcore_workflow_pkey PRIMARY KEY (id);
ALTER TABLE wagtailcore_workflowcontenttype ADD CONSTRAINT wagtailcore_workflowcontenttype_pkey PRIMARY KEY (content_type_id);
ALTER TABLE wagtailcore_workflowpage ADD CONSTRAINT wagtailcore_workflowpage_pkey PRIMARY KEY (page_id);
ALTER TABLE wagtailcore_workflowstate ADD CONSTRAINT wagtailcore_workflowstate_current_task_state_id_key UNIQUE (current_task_state_id);
ALTER TABLE wagtailcore_workflowstate ADD CONSTRAINT wagtailcore_workflowstate_pkey PRIMARY KEY (id);
ALTER TABLE wagtailcore_workflowtask ADD CONSTRAINT wagtailcore_workflowtask_pkey PRIMARY KEY (id);
ALTER TABLE wagtailcore_workflowtask ADD CONSTRAINT wagtailcore_workflowtask_workflow_id_task_id_4ec7a62b_uniq UNIQUE (workflow_id, task_id);
ALTER TABLE wagtaildocs_document ADD CONSTRAINT wagtaildocs_document_pkey PRIMARY KEY (id);
ALTER TABLE wagtailembeds_embed ADD CONSTRAINT wagtailembeds_embed_hash_c9bd8c9a_uniq UNIQUE (hash);
ALTER TABLE wagtailembeds_embed ADD CONSTRAINT wagtailembeds_embed_pkey PRIMARY KEY (id);
ALTER TABLE wagtailforms_formsubmission ADD CONSTRAINT wagtailforms_formsubmission_pkey PRIMARY KEY (id);
ALTER TABLE wagtailimages_image ADD CONSTRAINT wagtailimages_image_pkey PRIMARY KEY (id);
ALTER TABLE wagtailimages_rendition ADD CONSTRAINT wagtailimages_rendition_image_id_filter_spec_foc_323c8fe0_uniq UNIQUE (image_id, filter_spec, focal_point_key);
ALTER TABLE wagtailimages_rendition ADD CONSTRAINT wagtailimages_rendition_pkey PRIMARY KEY (id);
ALTER TABLE wagtailredirects_redirect ADD CONSTRAINT wagtailredirects_redirect_old_path_site_id_783622d7_uniq UNIQUE (old_path, site_id);
ALTER TABLE wagtailredirects_redirect ADD CONSTRAINT wagtailredirects_redirect_pkey PRIMARY KEY (id);
ALTER TABLE wagtailsearch_indexentry ADD CONSTRAINT wagtailsearch_indexentry_content_type_id_object_i_bcd7ba73_uniq UNIQUE (content_type_id, object_id);
ALTER TABLE wagtailsearch_indexentry ADD CONSTRAINT wagtailsearch_indexentry_pkey PRIMARY KEY (id);
ALTER TABLE wagtailusers_userprofile ADD CONSTRAINT wagtailusers_userprofile_pkey PRIMARY KEY (id);
ALTER TABLE wagtailusers_userprofile ADD CONSTRAINT wagtailusers_userprofile_user_id_key UNIQUE (user_id);
CREATE INDEX absence_in_force ON volunteers_absence USING btree (last_day) WHERE (ended_at IS NULL);
CREATE UNIQUE INDEX absence_once ON volunteers_absence USING btree (volunteer_id, first_day, last_day) WHERE (ended_at IS NULL);
CREATE INDEX access_subject_at ON people_accesslog USING btree (subject_id, at DESC);
CREATE INDEX account_emailaddress_email_03be32b2 ON account_emailaddress USING btree (email);
CREATE INDEX account_emailaddress_email_03be32b2_like ON account_emailaddress USING btree (email varchar_pattern_ops);
CREATE INDEX account_emailaddress_user_id_2c513194 ON account_emailaddress USING btree (user_id);
CREATE INDEX account_emailconfirmation_email_address_id_5b7f8c58 ON account_emailconfirmation USING btree (email_address_id);
CREATE INDEX account_emailconfirmation_key_f43612bd_like ON account_emailconfirmation USING btree (key varchar_pattern_ops);
CREATE UNIQUE INDEX account_once_a_person ON timebank_account USING btree (person_id, kind, unit) WHERE (person_id IS NOT NULL);
CREATE UNIQUE INDEX account_once_a_region ON timebank_account USING btree (region_id, kind, unit) WHERE (region_id IS NOT NULL);
CREATE UNIQUE INDEX account_once_without_owner ON timebank_account USING btree (kind, unit) WHERE ((person_id IS NULL) AND (region_id IS NULL));
CREATE INDEX assignment_expiring ON volunteers_assignment USING btree (expires_at) WHERE ((expires_at IS NOT NULL) AND ((state)::text = 'offered'::text));
CREATE INDEX assignment_queue ON volunteers_assignment USING btree (state, checked_out_at);
CREATE INDEX assignment_volunteer_month ON volunteers_assignment USING btree (volunteer_id, state, checked_out_at);
CREATE INDEX auth_group_name_a6ea08ec_like ON auth_group USING btree (name varchar_pattern_ops);
CREATE INDEX auth_group_permissions_group_id_b120cbf9 ON auth_group_permissions USING btree (group_id);
CREATE INDEX auth_group_permissions_permission_id_84c5c92e ON auth_group_permissions USING btree (permission_id);
CREATE INDEX auth_permission_content_type_id_2f476e4b ON auth_permission USING btree (content_type_id);
CREATE INDEX base_content_object_idx ON wagtailcore_revision USING btree (base_content_type_id, object_id);
CREATE INDEX certificate_region_time ON timebank_certificate USING btree (region_id, issued_at DESC);
CREATE UNIQUE INDEX closure_once ON elderly_visits_closure USING btree (region_id, first_day, last_day) WHERE (opened_at IS NULL);
CREATE INDEX concern_state_due ON elderly_visits_concern USING btree (state, due_at);
CREATE INDEX content_object_idx ON wagtailcore_revision USING btree (content_type_id, object_id);
CREATE INDEX correction_state_created ON facilities_facilitycorrection USING btree (state, created_at);
CREATE INDEX django_admin_log_content_type_id_c4bce8eb ON django_admin_log USING btree (content_type_id);
CREATE INDEX django_admin_log_user_id_c564eba6 ON django_admin_log USING btree (user_id);
CREATE INDEX django_celery_beat_periodictask_clocked_id_47a69f82 ON django_celery_beat_periodictask USING btree (clocked_id);
CREATE INDEX django_celery_beat_periodictask_crontab_id_d3cba168 ON django_celery_beat_periodictask USING btree (crontab_id);
CREATE INDEX django_celery_beat_periodictask_interval_id_a8ca27da ON django_celery_beat_periodictask USING btree (interval_id);
CREATE INDEX django_celery_beat_periodictask_name_265a36b7_like ON django_celery_beat_periodictask USING btree (name varchar_pattern_ops);
CREATE INDEX django_celery_beat_periodictask_solar_id_a87ce72c ON django_celery_beat_periodictask USING btree (solar_id);
CREATE INDEX django_session_expire_date_a5c62663 ON django_session USING btree (expire_date);
CREATE INDEX django_session_session_key_c0390e0f_like ON django_session USING btree (session_key varchar_pattern_ops);
CREATE INDEX earmark_open ON timebank_earmark USING btree (county_id) WHERE ((assigned_at IS NULL) AND (released_at IS NULL));
CREATE INDEX elder_lat_lon ON elderly_visits_elder USING btree (lat, lon);
CREATE INDEX elder_region_tier ON elderly_visits_elder USING btree (region_id, risk_tier);
CREATE INDEX elderly_visits_closure_closed_by_id_1fb517a6 ON elderly_visits_closure USING btree (closed_by_id);
CREATE INDEX elderly_visits_closure_opened_by_id_4592db36 ON elderly_visits_closure USING btree (opened_by_id);
CREATE INDEX elderly_visits_closure_region_id_9e9f8762 ON elderly_visits_closure USING btree (region_id);
CREATE INDEX elderly_visits_closure_region_id_9e9f8762_like ON elderly_visits_closure USING btree (region_id varchar_pattern_ops);
CREATE INDEX elderly_visits_concern_elder_id_33b6be9b ON elderly_visits_concern USING btree (elder_id);
CREATE INDEX elderly_visits_concern_owner_id_7e9e70d9 ON elderly_visits_concern USING btree (owner_id);
CREATE INDEX elderly_visits_concern_raised_by_id_7d91edd5 ON elderly_visits_concern USING btree (raised_by_id);
CREATE INDEX elderly_visits_concern_referral_facility_id_18653938 ON elderly_visits_concern USING btree (referral_facility_id);
CREATE INDEX elderly_visits_concern_report_id_164bd98f ON elderly_visits_concern USING btree (report_id);
CREATE INDEX elderly_visits_concernevent_actor_id_ee63f096 ON elderly_visits_concernevent USING btree (actor_id);
CREATE INDEX elderly_visits_concernevent_concern_id_c83f8485 ON elderly_visits_concernevent USING btree (concern_id);
CREATE INDEX elderly_visits_elder_region_id_9177f81e ON elderly_visits_elder USING btree (region_id);
CREATE INDEX elderly_visits_elder_region_id_9177f81e_like ON elderly_visits_elder USING btree (region_id varchar_pattern_ops);
CREATE INDEX elderly_visits_elder_worker_id_7cb36695 ON elderly_visits_elder USING btree (worker_id);
CREATE INDEX elderly_visits_emergencycontact_elder_id_8885a356 ON elderly_visits_emergencycontact USING btree (elder_id);
CREATE INDEX elderly_visits_historicalelder_history_date_a4ecf8f4 ON elderly_visits_historicalelder USING btree (history_date);
CREATE INDEX elderly_visits_historicalelder_history_user_id_8e5952c9 ON elderly_visits_historicalelder USING btree (history_user_id);
CREATE INDEX elderly_visits_historicalelder_id_900d5fd6 ON elderly_visits_historicalelder USING btree (id);
CREATE INDEX elderly_visits_historicalelder_person_id_6c206d0a ON elderly_visits_historicalelder USING btree (person_id);
CREATE INDEX elderly_visits_historicalelder_region_id_fee656b9 ON elderly_visits_historicalelder USING btree (region_id);
CREATE INDEX elderly_visits_historicalelder_region_id_fee656b9_like ON elderly_visits_historicalelder USING btree (region_id varchar_pattern_ops);
CREATE INDEX elderly_visits_historicalelder_worker_id_b6c9b203 ON elderly_visits_historicalelder USING btree (worker_id);
CREATE INDEX elderly_visits_missingvolunteers_plan_id_1062cbda ON elderly_visits_missingvolunteers USING btree (plan_id);
CREATE INDEX elderly_visits_missingvolunteers_region_id_ce5ef20a ON elderly_visits_missingvolunteers USING btree (region_id);
CREATE INDEX elderly_visits_missingvolunteers_region_id_ce5ef20a_like ON elderly_visits_missingvolunteers USING btree (region_id varchar_pattern_ops);
CREATE INDEX elderly_visits_repair_closure_id_83e762cc ON elderly_visits_repair USING btree (closure_id);
CREATE INDEX elderly_visits_repair_elder_id_e22e3387 ON elderly_visits_repair USING btree (elder_id);
CREATE INDEX elderly_visits_repair_region_id_31c181ee ON elderly_visits_repair USING btree (region_id);
CREATE INDEX elderly_visits_repair_region_id_31c181ee_like ON elderly_visits_repair USING btree (region_id varchar_pattern_ops);
CREATE INDEX elderly_visits_repair_requested_by_id_4fffc7a3 ON elderly_visits_repair USING btree (requested_by_id);
CREATE INDEX elderly_visits_repair_volunteer_id_5f3cbd09 ON elderly_visits_repair USING btree (volunteer_id);
CREATE INDEX elderly_visits_repairedvisit_after_id_7f95c9ab ON elderly_visits_repairedvisit USING btree (after_id);
CREATE INDEX elderly_visits_repairedvisit_before_id_7dded26a ON elderly_visits_repairedvisit USING btree (before_id);
CREATE INDEX elderly_visits_repairedvisit_repair_id_19978562 ON elderly_visits_repairedvisit USING btree (repair_id);
CREATE INDEX elderly_visits_repairedvisit_visit_id_4a190a94 ON elderly_visits_repairedvisit USING btree (visit_id);
CREATE INDEX elderly_visits_standin_search_id_c1b9aea6 ON elderly_visits_standin USING btree (search_id);
CREATE INDEX elderly_visits_standin_volunteer_id_73f30947 ON elderly_visits_standin USING btree (volunteer_id);
CREATE INDEX elderly_visits_standinsearch_started_by_id_22d20668 ON elderly_visits_standinsearch USING btree (started_by_id);
CREATE INDEX elderly_visits_standinsearch_visit_id_69e9bc85 ON elderly_visits_standinsearch USING btree (visit_id);
CREATE INDEX elderly_visits_timeshortage_plan_id_483ebe60 ON elderly_visits_timeshortage USING btree (plan_id);
CREATE INDEX elderly_visits_visit_elder_id_e7cf59de ON elderly_visits_visit USING btree (elder_id);
CREATE INDEX elderly_visits_visit_plan_id_2027ca2d ON elderly_visits_visit USING btree (plan_id);
CREATE INDEX elderly_visits_visitplan_region_id_85079ae6 ON elderly_visits_visitplan USING btree (region_id);
CREATE INDEX elderly_visits_visitplan_region_id_85079ae6_like ON elderly_visits_visitplan USING btree (region_id varchar_pattern_ops);
CREATE INDEX elderly_visits_visitplan_requested_by_id_b7491ed0 ON elderly_visits_visitplan USING btree (requested_by_id);
CREATE INDEX elderly_visits_visitreport_assignment_id_0bfa0c26 ON elderly_visits_visitreport USING btree (assignment_id);
CREATE INDEX elderly_visits_visitreport_author_id_e8e54731 ON elderly_visits_visitreport USING btree (author_id);
CREATE INDEX expiry_due ON timebank_expirynotice USING btree (expires_on) WHERE (done_on IS NULL);
CREATE INDEX facilities_facility_operator_id_04812dde ON facilities_facility USING btree (operator_id);
CREATE INDEX facilities_facility_region_id_bdf79b3c ON facilities_facility USING btree (region_id);
CREATE INDEX facilities_facility_region_id_bdf79b3c_like ON facilities_facility USING btree (region_id varchar_pattern_ops);
CREATE INDEX facilities_facility_verified_by_id_f1f95c2d ON facilities_facility USING btree (verified_by_id);
CREATE INDEX facilities_facilitycorrection_facility_id_d064a7e9 ON facilities_facilitycorrection USING btree (facility_id);
CREATE INDEX facilities_facilitycorrection_handled_by_id_f1225846 ON facilities_facilitycorrection USING btree (handled_by_id);
CREATE INDEX facilities_historicalfacility_history_date_e82a3dcc ON facilities_historicalfacility USING btree (history_date);
CREATE INDEX facilities_historicalfacility_history_user_id_6af8c4cb ON facilities_historicalfacility USING btree (history_user_id);
CREATE INDEX facilities_historicalfacility_id_9aa20072 ON facilities_historicalfacility USING btree (id);
CREATE INDEX facilities_historicalfacility_operator_id_28e1d487 ON facilities_historicalfacility USING btree (operator_id);
CREATE INDEX facilities_historicalfacility_region_id_90706874 ON facilities_historicalfacility USING btree (region_id);
CREATE INDEX facilities_historicalfacility_region_id_90706874_like ON facilities_historicalfacility USING btree (region_id varchar_pattern_ops);
CREATE INDEX facilities_historicalfacility_verified_by_id_b84c4cf6 ON facilities_historicalfacility USING btree (verified_by_id);
CREATE INDEX facility_lat_lon ON facilities_facility USING btree (lat, lon);
CREATE INDEX facility_type_region ON facilities_facility USING btree (type, region_id);
CREATE INDEX formstate_user_object ON wagtailadmin_formstate USING btree (user_id, content_type_id, object_id, parent_object_id);
CREATE INDEX grant_county_month ON timebank_poolgrant USING btree (county_id, month, outcome);
CREATE UNIQUE INDEX kinship_once_a_pair ON people_kinship USING btree (LEAST(person_id, relative_id), GREATEST(person_id, relative_id)) WHERE ((ended_at IS NULL) AND (verified_at IS NOT NULL));
CREATE INDEX mandate_use_time ON people_mandateuse USING btree (mandate_id, at DESC);
CREATE INDEX message_inbox ON notifications_message USING btree (person_id, created_at DESC);
CREATE INDEX message_waiting ON notifications_message USING btree (not_before) WHERE ((state)::text = 'waiting'::text);
CREATE INDEX mfa_authenticator_user_id_0c3a50c0 ON mfa_authenticator USING btree (user_id);
CREATE UNIQUE INDEX nominee_one_in_force ON timebank_nominee USING btree (person_id) WHERE (ended_at IS NULL);
CREATE INDEX notifications_message_key_0781d074_like ON notifications_message USING btree (key varchar_pattern_ops);
CREATE INDEX notifications_message_person_id_b3f94de7 ON notifications_message USING btree (person_id);
CREATE INDEX offer_state_from ON timebank_offer USING btree (state, valid_from);
CREATE UNIQUE INDEX one_consent_in_force ON people_consent USING btree (person_id, purpose) WHERE (withdrawn_on IS NULL);
CREATE UNIQUE INDEX one_hold_of_a_record_at_a_time ON timebank_credithold USING btree (record_id) WHERE ((state)::text = 'held'::text);
CREATE UNIQUE INDEX one_policy_a_day ON policies_policyrow USING btree (key, valid_from) WHERE (region_id IS NULL);
CREATE UNIQUE INDEX one_search_for_a_visit ON elderly_visits_standinsearch USING btree (visit_id) WHERE ((state)::text = 'asking'::text);
CREATE INDEX organizations_historical_region_id_75c360f2_like ON organizations_historicalsocialorganization USING btree (region_id varchar_pattern_ops);
CREATE INDEX organizations_historicalso_history_date_e162e999 ON organizations_historicalsocialorganization USING btree (history_date);
CREATE INDEX organizations_historicalso_history_user_id_317fa2f1 ON organizations_historicalsocialorganization USING btree (history_user_id);
CREATE INDEX organizations_historicalso_reviewed_by_id_62ccc1e5 ON organizations_historicalsocialorganization USING btree (reviewed_by_id);
CREATE INDEX organizations_historicalsocialorganization_id_8df81935 ON organizations_historicalsocialorganization USING btree (id);
CREATE INDEX organizations_historicalsocialorganization_partner_id_ae8e49ad ON organizations_historicalsocialorganization USING btree (partner_id);
CREATE INDEX organizations_historicalsocialorganization_region_id_75c360f2 ON organizations_historicalsocialorganization USING btree (region_id);
CREATE INDEX organizations_historicalsocialorganization_uscc_147eb883 ON organizations_historicalsocialorganization USING btree (uscc);
CREATE INDEX organizations_historicalsocialorganization_uscc_147eb883_like ON organizations_historicalsocialorganization USING btree (uscc varchar_pattern_ops);
CREATE INDEX organizations_organizationmember_organization_id_f26cf71b ON organizations_organizationmember USING btree (organization_id);
CREATE INDEX organizations_organizationmember_person_id_903bba88 ON organizations_organizationmember USING btree (person_id);
CREATE INDEX organizations_socialorganization_region_id_04b3a84e ON organizations_socialorganization USING btree (region_id);
CREATE INDEX organizations_socialorganization_region_id_04b3a84e_like ON organizations_socialorganization USING btree (region_id varchar_pattern_ops);
CREATE INDEX organizations_socialorganization_reviewed_by_id_494f0819 ON organizations_socialorganization USING btree (reviewed_by_id);
CREATE INDEX organizations_socialorganization_uscc_0a07e779_like ON organizations_socialorganization USING btree (uscc varchar_pattern_ops);
CREATE UNIQUE INDEX partner_invitation_once ON timebank_partnerstaff USING btree (partner_id, phone) WHERE ((ended_at IS NULL) AND (person_id IS NULL));
CREATE UNIQUE INDEX partner_staff_once ON timebank_partnerstaff USING btree (partner_id, person_id) WHERE ((ended_at IS NULL) AND (person_id IS NOT NULL));
CREATE INDEX partner_state_region ON timebank_partner USING btree (state, region_id);
CREATE INDEX people_accesslog_actor_id_c7d8e35e ON people_accesslog USING btree (actor_id);
CREATE INDEX people_accesslog_at_d01b85fd ON people_accesslog USING btree (at);
CREATE INDEX people_accesslog_region_id_3ee95dd2 ON people_accesslog USING btree (region_id);
CREATE INDEX people_accesslog_region_id_3ee95dd2_like ON people_accesslog USING btree (region_id varchar_pattern_ops);
CREATE INDEX people_accesslog_subject_id_93f1a91c ON people_accesslog USING btree (subject_id);
CREATE INDEX people_consent_person_id_a757a92f ON people_consent USING btree (person_id);
CREATE INDEX people_consent_recorded_by_id_a47a1cb6 ON people_consent USING btree (recorded_by_id);
CREATE INDEX people_dialect_code_39f24a09_like ON people_dialect USING btree (code varchar_pattern_ops);
CREATE INDEX people_historicalperson_history_date_4c518b4b ON people_historicalperson USING btree (history_date);
CREATE INDEX people_historicalperson_history_user_id_104eb6e6 ON people_historicalperson USING btree (history_user_id);
CREATE INDEX people_historicalperson_id_5b7156a8 ON people_historicalperson USING btree (id);
CREATE INDEX people_historicalperson_phone_3f93339a ON people_historicalperson USING btree (phone);
CREATE INDEX people_historicalperson_phone_3f93339a_like ON people_historicalperson USING btree (phone varchar_pattern_ops);
CREATE INDEX people_historicalperson_region_id_7cce8807 ON people_historicalperson USING btree (region_id);
CREATE INDEX people_historicalperson_region_id_7cce8807_like ON people_historicalperson USING btree (region_id varchar_pattern_ops);
CREATE INDEX people_historicalperson_user_id_841fb6f5 ON people_historicalperson USING btree (user_id);
CREATE INDEX people_historicalperson_uuid_a3c9c2c2 ON people_historicalperson USING btree (uuid);
CREATE INDEX people_kinship_declined_by_id_f3c90917 ON people_kinship USING btree (declined_by_id);
CREATE INDEX people_kinship_ended_by_id_9cb7ea59 ON people_kinship USING btree (ended_by_id);
CREATE INDEX people_kinship_person_id_28de580a ON people_kinship USING btree (person_id);
CREATE INDEX people_kinship_relative_id_66ebf424 ON people_kinship USING btree (relative_id);
CREATE INDEX people_kinship_verified_by_id_8407a4a8 ON people_kinship USING btree (verified_by_id);
CREATE INDEX people_mandate_agent_id_e0721dfe ON people_mandate USING btree (agent_id);
CREATE INDEX people_mandate_principal_id_12c5791b ON people_mandate USING btree (principal_id);
CREATE INDEX people_mandate_recorded_by_id_e061146e ON people_mandate USING btree (recorded_by_id);
CREATE INDEX people_mandate_revoked_by_id_00ddb962 ON people_mandate USING btree (revoked_by_id);
CREATE INDEX people_mandateuse_key_9a863036_like ON people_mandateuse USING btree (key varchar_pattern_ops);
CREATE INDEX people_person_dialects_dialect_id_cad7f0f0 ON people_person_dialects USING btree (dialect_id);
CREATE INDEX people_person_dialects_person_id_83ac483b ON people_person_dialects USING btree (person_id);
CREATE INDEX people_person_id_number_index_d11272fc_like ON people_person USING btree (id_number_index varchar_pattern_ops);
CREATE INDEX people_person_phone_13c6e3c0 ON people_person USING btree (phone);
CREATE INDEX people_person_phone_13c6e3c0_like ON people_person USING btree (phone varchar_pattern_ops);
CREATE INDEX people_person_region_id_1f09e020 ON people_person USING btree (region_id);
CREATE INDEX people_person_region_id_1f09e020_like ON people_person USING btree (region_id varchar_pattern_ops);
CREATE INDEX people_rolegrant_ended_by_id_1f96dfde ON people_rolegrant USING btree (ended_by_id);
CREATE INDEX people_rolegrant_granted_by_id_7116f728 ON people_rolegrant USING btree (granted_by_id);
CREATE INDEX people_rolegrant_region_id_89470827 ON people_rolegrant USING btree (region_id);
CREATE INDEX people_rolegrant_region_id_89470827_like ON people_rolegrant USING btree (region_id varchar_pattern_ops);
CREATE INDEX people_rolegrant_user_id_066ec3ef ON people_rolegrant USING btree (user_id);
CREATE INDEX people_user_groups_group_id_1f0237d0 ON people_user_groups USING btree (group_id);
CREATE INDEX people_user_groups_user_id_290df956 ON people_user_groups USING btree (user_id);
CREATE INDEX people_user_phone_5ea112eb_like ON people_user USING btree (phone varchar_pattern_ops);
CREATE INDEX people_user_user_permissions_permission_id_55f01ef0 ON people_user_user_permissions USING btree (permission_id);
CREATE INDEX people_user_user_permissions_user_id_7d19557b ON people_user_user_permissions USING btree (user_id);
CREATE INDEX people_user_username_7e18cbac_like ON people_user USING btree (username varchar_pattern_ops);
CREATE INDEX person_region_name ON people_person USING btree (region_id, name);
CREATE INDEX phone_call_state ON timebank_phonecall USING btree (state);
CREATE INDEX plan_month_region ON elderly_visits_visitplan USING btree (month, region_id);
CREATE UNIQUE INDEX planned_visit_once ON elderly_visits_visit USING btree (elder_id, month, ordinal) WHERE (ordinal > 0);
CREATE INDEX policies_policyrow_author_id_f07d4154 ON policies_policyrow USING btree (author_id);
CREATE INDEX policies_policyrow_region_id_4f63f44c ON policies_policyrow USING btree (region_id);
CREATE INDEX policies_policyrow_region_id_4f63f44c_like ON policies_policyrow USING btree (region_id varchar_pattern_ops);
CREATE INDEX record_person_day ON timebank_servicerecord USING btree (person_id, served_on);
CREATE INDEX record_region_day ON timebank_servicerecord USING btree (region_id, served_on);
CREATE INDEX referenceindex_source_object ON wagtailcore_referenceindex USING btree (base_content_type_id, object_id);
CREATE INDEX referenceindex_target_object ON wagtailcore_referenceindex USING btree (to_content_type_id, to_object_id);
CREATE INDEX region_lat_lon ON regions_region USING btree (lat, lon);
CREATE INDEX region_level_code ON regions_region USING btree (level, code);
CREATE INDEX region_name ON regions_region USING btree (name);
CREATE INDEX regions_region_code_f0e2b4f3_like ON regions_region USING btree (code varchar_pattern_ops);
CREATE INDEX regions_region_parent_id_62e983aa ON regions_region USING btree (parent_id);
CREATE INDEX regions_region_parent_id_62e983aa_like ON regions_region USING btree (parent_id varchar_pattern_ops);
CREATE INDEX regions_zone_code_41e52aad_like ON regions_zone USING btree (code varchar_pattern_ops);
CREATE INDEX regions_zone_name_fe25d99e_like ON regions_zone USING btree (name varchar_pattern_ops);
CREATE INDEX regions_zone_townships_region_id_73469f26 ON regions_zone_townships USING btree (region_id);
CREATE INDEX regions_zone_townships_region_id_73469f26_like ON regions_zone_townships USING btree (region_id varchar_pattern_ops);
CREATE INDEX regions_zone_townships_zone_id_05e2e661 ON regions_zone_townships USING btree (zone_id);
CREATE INDEX repair_month_region ON elderly_visits_repair USING btree (month, region_id);
CREATE INDEX repair_waiting ON elderly_visits_repair USING btree (not_before) WHERE ((state)::text = 'waiting'::text);
CREATE UNIQUE INDEX repaired_visit_of_nobody_once ON elderly_visits_repairedvisit USING btree (repair_id, visit_id) WHERE (before_id IS NULL);
CREATE INDEX report_submitted ON elderly_visits_visitreport USING btree (submitted_at);
CREATE INDEX request_region_state ON service_requests_servicerequest USING btree (region_id, state);
CREATE INDEX request_state_due ON service_requests_servicerequest USING btree (state, confirm_by);
CREATE UNIQUE INDEX role_grant_once ON people_rolegrant USING btree (user_id, role, region_id, valid_from) WHERE (ended_at IS NULL);
CREATE INDEX search_next_step ON elderly_visits_standinsearch USING btree (next_step_at) WHERE ((state)::text = 'asking'::text);
CREATE INDEX service_requests_requestevent_actor_id_e0f9f5ac ON service_requests_requestevent USING btree (actor_id);
CREATE INDEX service_requests_requestevent_request_id_0a14c28f ON service_requests_requestevent USING btree (request_id);
CREATE INDEX service_requests_servicerequest_asked_by_id_e03e1605 ON service_requests_servicerequest USING btree (asked_by_id);
CREATE INDEX service_requests_servicerequest_beneficiary_id_554a9f63 ON service_requests_servicerequest USING btree (beneficiary_id);
CREATE INDEX service_requests_servicerequest_mandate_id_e19467c4 ON service_requests_servicerequest USING btree (mandate_id);
CREATE INDEX service_requests_servicerequest_region_id_3462663c ON service_requests_servicerequest USING btree (region_id);
CREATE INDEX service_requests_servicerequest_region_id_3462663c_like ON service_requests_servicerequest USING btree (region_id varchar_pattern_ops);
CREATE UNIQUE INDEX settlement_once_a_person ON timebank_settlement USING btree (person_id) WHERE (undone_at IS NULL);
CREATE UNIQUE INDEX standinginstruction_one_in_force ON timebank_standinginstruction USING btree (person_id) WHERE (ended_at IS NULL);
CREATE UNIQUE INDEX star_level_once ON timebank_staraward USING btree (person_id, level) WHERE (withdrawn_at IS NULL);
CREATE INDEX star_notice ON timebank_staraward USING btree (notice_until) WHERE (withdrawn_at IS NULL);
CREATE INDEX stop_person_day ON volunteers_plannedstop USING btree (person_id, starts_at);
CREATE INDEX suspicion_queue ON timebank_suspicion USING btree (region_id, state, found_at DESC);
CREATE INDEX taggit_tag_name_58eb2ed9_like ON taggit_tag USING btree (name varchar_pattern_ops);
CREATE INDEX taggit_tag_slug_6be58b2c_like ON taggit_tag USING btree (slug varchar_pattern_ops);
CREATE INDEX taggit_tagg_content_8fc721_idx ON taggit_taggeditem USING btree (content_type_id, object_id);
CREATE INDEX taggit_taggeditem_content_type_id_9957a03c ON taggit_taggeditem USING btree (content_type_id);
CREATE INDEX taggit_taggeditem_object_id_e2d7d1df ON taggit_taggeditem USING btree (object_id);
CREATE INDEX taggit_taggeditem_tag_id_f4f5b767 ON taggit_taggeditem USING btree (tag_id);
CREATE INDEX task_kind_state_day ON volunteers_task USING btree (kind, state, starts_on);
CREATE INDEX task_lat_lon ON volunteers_task USING btree (lat, lon);
CREATE INDEX task_looking_place ON volunteers_task USING btree (lat, lon) WHERE (((state)::text = 'open'::text) AND ((unmatched_reason)::text > ''::text));
CREATE INDEX task_region_day ON volunteers_task USING btree (region_id, starts_on);
CREATE UNIQUE INDEX team_member_once ON volunteers_teammember USING btree (team_id, volunteer_id) WHERE (left_on IS NULL);
CREATE INDEX timebank_account_person_id_a8310fa7 ON timebank_account USING btree (person_id);
CREATE INDEX timebank_account_region_id_c57e88f4 ON timebank_account USING btree (region_id);
CREATE INDEX timebank_account_region_id_c57e88f4_like ON timebank_account USING btree (region_id varchar_pattern_ops);
CREATE INDEX timebank_certificate_issued_by_id_33bf0a2f ON timebank_certificate USING btree (issued_by_id);
CREATE INDEX timebank_certificate_key_7f475044_like ON timebank_certificate USING btree (key varchar_pattern_ops);
CREATE INDEX timebank_certificate_number_cff51cd8_like ON timebank_certificate USING btree (number varchar_pattern_ops);
CREATE INDEX timebank_certificate_person_id_c75b4fc3 ON timebank_certificate USING btree (person_id);
CREATE INDEX timebank_certificate_region_id_8502f59f ON timebank_certificate USING btree (region_id);
CREATE INDEX timebank_certificate_region_id_8502f59f_like ON timebank_certificate USING btree (region_id varchar_pattern_ops);
CREATE INDEX timebank_certificate_token_091684e7_like ON timebank_certificate USING btree (token varchar_pattern_ops);
CREATE INDEX timebank_certificateending_by_id_9b2bc42b ON timebank_certificateending USING btree (by_id);
CREATE INDEX timebank_certificateending_certificate_id_d305dd74 ON timebank_certificateending USING btree (certificate_id);
CREATE INDEX timebank_certificatefile_sha256_6de83046_like ON timebank_certificatefile USING btree (sha256 varchar_pattern_ops);
CREATE INDEX timebank_certifiedrecord_certificate_id_7d541a87 ON timebank_certifiedrecord USING btree (certificate_id);
CREATE INDEX timebank_certifiedrecord_record_id_641a54e0 ON timebank_certifiedrecord USING btree (record_id);
CREATE INDEX timebank_credithold_decided_by_id_ad784d10 ON timebank_credithold USING btree (decided_by_id);
CREATE INDEX timebank_credithold_placed_by_id_c9870e29 ON timebank_credithold USING btree (placed_by_id);
CREATE INDEX timebank_credithold_record_id_f6090584 ON timebank_credithold USING btree (record_id);
CREATE INDEX timebank_credithold_suspicion_id_bc6d26d9 ON timebank_credithold USING btree (suspicion_id);
CREATE INDEX timebank_earmark_assigned_by_id_6937108a ON timebank_earmark USING btree (assigned_by_id);
CREATE INDEX timebank_earmark_county_id_25b6df35 ON timebank_earmark USING btree (county_id);
CREATE INDEX timebank_earmark_county_id_25b6df35_like ON timebank_earmark USING btree (county_id varchar_pattern_ops);
CREATE INDEX timebank_earmark_donor_id_45eb1a5c ON timebank_earmark USING btree (donor_id);
CREATE INDEX timebank_earmark_region_id_42278fab ON timebank_earmark USING btree (region_id);
CREATE INDEX timebank_earmark_region_id_42278fab_like ON timebank_earmark USING btree (region_id varchar_pattern_ops);
CREATE INDEX timebank_earmark_released_by_id_85b1edba ON timebank_earmark USING btree (released_by_id);
CREATE INDEX timebank_expirynotice_account_id_82816cc0 ON timebank_expirynotice USING btree (account_id);
CREATE INDEX timebank_nominee_person_id_978c5e24 ON timebank_nominee USING btree (person_id);
CREATE INDEX timebank_nominee_recorded_by_id_d566bed6 ON timebank_nominee USING btree (recorded_by_id);
CREATE INDEX timebank_nominee_relative_id_45c3fb32 ON timebank_nominee USING btree (relative_id);
CREATE INDEX timebank_offer_changed_by_id_cd506b21 ON timebank_offer USING btree (changed_by_id);
CREATE INDEX timebank_offer_partner_id_f0b1bacd ON timebank_offer USING btree (partner_id);
CREATE INDEX timebank_offer_reach_id_00fcdff3 ON timebank_offer USING btree (reach_id);
CREATE INDEX timebank_offer_reach_id_00fcdff3_like ON timebank_offer USING btree (reach_id varchar_pattern_ops);
CREATE INDEX timebank_partner_region_id_3394ad30 ON timebank_partner USING btree (region_id);
CREATE INDEX timebank_partner_region_id_3394ad30_like ON timebank_partner USING btree (region_id varchar_pattern_ops);
CREATE INDEX timebank_partner_reviewed_by_id_a0082409 ON timebank_partner USING btree (reviewed_by_id);
CREATE INDEX timebank_partnerstaff_ended_by_id_0b765557 ON timebank_partnerstaff USING btree (ended_by_id);
CREATE INDEX timebank_partnerstaff_invited_by_id_bdeb1a19 ON timebank_partnerstaff USING btree (invited_by_id);
CREATE INDEX timebank_partnerstaff_partner_id_27dbe9bc ON timebank_partnerstaff USING btree (partner_id);
CREATE INDEX timebank_partnerstaff_person_id_f99c3e0d ON timebank_partnerstaff USING btree (person_id);
CREATE INDEX timebank_phonecall_record_id_e98fcfc0 ON timebank_phonecall USING btree (record_id);
CREATE INDEX timebank_phonecall_sample_id_02a04446 ON timebank_phonecall USING btree (sample_id);
CREATE INDEX timebank_phonecall_served_id_8cc52dd3 ON timebank_phonecall USING btree (served_id);
CREATE INDEX timebank_phonecallattempt_call_id_dbe81f90 ON timebank_phonecallattempt USING btree (call_id);
CREATE INDEX timebank_phonecallattempt_caller_id_cf8521bd ON timebank_phonecallattempt USING btree (caller_id);
CREATE INDEX timebank_phonesample_county_id_9a062524 ON timebank_phonesample USING btree (county_id);
CREATE INDEX timebank_phonesample_county_id_9a062524_like ON timebank_phonesample USING btree (county_id varchar_pattern_ops);
CREATE INDEX timebank_poolgrant_county_id_0d245ac4 ON timebank_poolgrant USING btree (county_id);
CREATE INDEX timebank_poolgrant_county_id_0d245ac4_like ON timebank_poolgrant USING btree (county_id varchar_pattern_ops);
CREATE INDEX timebank_poolgrant_person_id_3b35c24c ON timebank_poolgrant USING btree (person_id);
CREATE INDEX timebank_poolgrant_region_id_c9567059 ON timebank_poolgrant USING btree (region_id);
CREATE INDEX timebank_poolgrant_region_id_c9567059_like ON timebank_poolgrant USING btree (region_id varchar_pattern_ops);
CREATE INDEX timebank_servicerecord_recorded_by_id_c10deacf ON timebank_servicerecord USING btree (recorded_by_id);
CREATE INDEX timebank_servicerecord_source_key_7e6264f2_like ON timebank_servicerecord USING btree (source_key varchar_pattern_ops);
CREATE INDEX timebank_settlement_person_id_f86ae026 ON timebank_settlement USING btree (person_id);
CREATE INDEX timebank_settlement_region_id_747ee850 ON timebank_settlement USING btree (region_id);
CREATE INDEX timebank_settlement_region_id_747ee850_like ON timebank_settlement USING btree (region_id varchar_pattern_ops);
CREATE INDEX timebank_settlement_relative_id_0ad1f667 ON timebank_settlement USING btree (relative_id);
CREATE INDEX timebank_settlement_settled_by_id_8f5869de ON timebank_settlement USING btree (settled_by_id);
CREATE INDEX timebank_settlement_undone_by_id_4095f720 ON timebank_settlement USING btree (undone_by_id);
CREATE INDEX timebank_standinginstruction_person_id_690ead10 ON timebank_standinginstruction USING btree (person_id);
CREATE INDEX timebank_standinginstruction_recorded_by_id_77736f22 ON timebank_standinginstruction USING btree (recorded_by_id);
CREATE INDEX timebank_standinginstruction_relative_id_490006c1 ON timebank_standinginstruction USING btree (relative_id);
CREATE INDEX timebank_staraward_person_id_12a2399f ON timebank_staraward USING btree (person_id);
CREATE INDEX timebank_staraward_region_id_8c1609b4 ON timebank_staraward USING btree (region_id);
CREATE INDEX timebank_staraward_region_id_8c1609b4_like ON timebank_staraward USING btree (region_id varchar_pattern_ops);
CREATE INDEX timebank_staraward_service_record_id_788a1940 ON timebank_staraward USING btree (service_record_id);
CREATE INDEX timebank_staraward_withdrawn_by_id_ea7dd117 ON timebank_staraward USING btree (withdrawn_by_id);
CREATE INDEX timebank_starobjection_award_id_f5df39eb ON timebank_starobjection USING btree (award_id);
CREATE INDEX timebank_starobjection_decided_by_id_7f91b3e5 ON timebank_starobjection USING btree (decided_by_id);
CREATE INDEX timebank_suspicion_key_62e6ef49_like ON timebank_suspicion USING btree (key varchar_pattern_ops);
CREATE INDEX timebank_suspicion_owner_id_1ae75d01 ON timebank_suspicion USING btree (owner_id);
CREATE INDEX timebank_suspicion_persons_person_id_b7446575 ON timebank_suspicion_persons USING btree (person_id);
CREATE INDEX timebank_suspicion_persons_suspicion_id_efd872f7 ON timebank_suspicion_persons USING btree (suspicion_id);
CREATE INDEX timebank_suspicion_records_servicerecord_id_907d4a84 ON timebank_suspicion_records USING btree (servicerecord_id);
CREATE INDEX timebank_suspicion_records_suspicion_id_dbf1b575 ON timebank_suspicion_records USING btree (suspicion_id);
CREATE INDEX timebank_suspicion_region_id_d712ae56 ON timebank_suspicion USING btree (region_id);
CREATE INDEX timebank_suspicion_region_id_d712ae56_like ON timebank_suspicion USING btree (region_id varchar_pattern_ops);
CREATE INDEX timebank_suspicion_workers_suspicion_id_17dca7de ON timebank_suspicion_workers USING btree (suspicion_id);
CREATE INDEX timebank_suspicion_workers_user_id_e90cab28 ON timebank_suspicion_workers USING btree (user_id);
CREATE INDEX timebank_suspicionevent_actor_id_b39ccaad ON timebank_suspicionevent USING btree (actor_id);
CREATE INDEX timebank_suspicionevent_suspicion_id_245f465d ON timebank_suspicionevent USING btree (suspicion_id);
CREATE INDEX timebank_transfer_service_record_id_34701708 ON timebank_transfer USING btree (service_record_id);
CREATE INDEX timebank_voucher_code_07b9bc08_like ON timebank_voucher USING btree (code varchar_pattern_ops);
CREATE INDEX timebank_voucher_offer_id_b6f53829 ON timebank_voucher USING btree (offer_id);
CREATE INDEX timebank_voucher_person_id_c255f2a2 ON timebank_voucher USING btree (person_id);
CREATE INDEX timebank_voucher_secret_d4a87750_like ON timebank_voucher USING btree (secret varchar_pattern_ops);
CREATE INDEX transfer_batch ON timebank_transfer USING btree (batch) WHERE (batch IS NOT NULL);
CREATE INDEX transfer_credits ON timebank_transfer USING btree (credit_account_id, sequence DESC);
CREATE INDEX transfer_debits ON timebank_transfer USING btree (debit_account_id, sequence DESC);
CREATE INDEX transfer_expiry ON timebank_transfer USING btree (expires_at) WHERE (expires_at IS NOT NULL);
CREATE INDEX transfer_region_time ON timebank_transfer USING btree (region_id, created_at);
CREATE INDEX turnover_region_month ON timebank_turnover USING btree (region, month);
CREATE UNIQUE INDEX unique_authenticator_type ON mfa_authenticator USING btree (user_id, type) WHERE ((type)::text = ANY ((ARRAY['totp'::character varying, 'recovery_codes'::character varying])::text[]));
CREATE UNIQUE INDEX unique_in_progress_workflow ON wagtailcore_workflowstate USING btree (base_content_type_id, object_id) WHERE ((status)::text = ANY ((ARRAY['in_progress'::character varying, 'needs_changes'::character varying])::text[]));
CREATE UNIQUE INDEX unique_primary_email ON account_emailaddress USING btree (user_id, "primary") WHERE "primary";
CREATE UNIQUE INDEX unique_verified_email ON account_emailaddress USING btree (email) WHERE verified;
CREATE INDEX usersessions_usersession_session_key_fd35de43_like ON usersessions_usersession USING btree (session_key varchar_pattern_ops);
CREATE INDEX usersessions_usersession_user_id_af5e0a6d ON usersessions_usersession USING btree (user_id);
CREATE INDEX visit_month_elder ON elderly_visits_visit USING btree (month, elder_id);
CREATE INDEX volunteer_lat_lon ON volunteers_volunteer USING btree (lat, lon);
CREATE UNIQUE INDEX volunteer_once_on_a_task ON volunteers_assignment USING btree (task_id, volunteer_id) WHERE ((state)::text = ANY ((ARRAY['offered'::character varying, 'accepted'::character varying, 'checked_in'::character varying, 'checked_out'::character varying, 'verified'::character varying])::text[]));
CREATE INDEX volunteer_state_region ON volunteers_volunteer USING btree (state, region_id);
CREATE INDEX volunteers_absence_recorded_by_id_cdafc5f4 ON volunteers_absence USING btree (recorded_by_id);
CREATE INDEX volunteers_absence_volunteer_id_077abafe ON volunteers_absence USING btree (volunteer_id);
CREATE INDEX volunteers_assignment_task_id_7b0da149 ON volunteers_assignment USING btree (task_id);
CREATE INDEX volunteers_assignment_verified_by_id_af9922e7 ON volunteers_assignment USING btree (verified_by_id);
CREATE INDEX volunteers_assignment_volunteer_id_32407ba9 ON volunteers_assignment USING btree (volunteer_id);
CREATE INDEX volunteers_assignmentevent_actor_id_540857a7 ON volunteers_assignmentevent USING btree (actor_id);
CREATE INDEX volunteers_assignmentevent_assignment_id_ec710b8d ON volunteers_assignmentevent USING btree (assignment_id);
CREATE INDEX volunteers_calendarfeed_secret_index_0bc42569_like ON volunteers_calendarfeed USING btree (secret_index varchar_pattern_ops);
CREATE INDEX volunteers_historicalproject_created_by_id_9bb966cc ON volunteers_historicalproject USING btree (created_by_id);
CREATE INDEX volunteers_historicalproject_history_date_91b1ff0d ON volunteers_historicalproject USING btree (history_date);
CREATE INDEX volunteers_historicalproject_history_user_id_f338bb90 ON volunteers_historicalproject USING btree (history_user_id);
CREATE INDEX volunteers_historicalproject_id_fc884add ON volunteers_historicalproject USING btree (id);
CREATE INDEX volunteers_historicalproject_organization_id_84424679 ON volunteers_historicalproject USING btree (organization_id);
CREATE INDEX volunteers_historicalproject_region_id_d30064f6 ON volunteers_historicalproject USING btree (region_id);
CREATE INDEX volunteers_historicalproject_region_id_d30064f6_like ON volunteers_historicalproject USING btree (region_id varchar_pattern_ops);
CREATE INDEX volunteers_historicalproject_reviewed_by_id_9d3714c4 ON volunteers_historicalproject USING btree (reviewed_by_id);
CREATE INDEX volunteers_historicalproject_team_id_790d6b88 ON volunteers_historicalproject USING btree (team_id);
CREATE INDEX volunteers_historicalproject_uuid_34c16800 ON volunteers_historicalproject USING btree (uuid);
CREATE INDEX volunteers_historicalteam_history_date_a1a3d614 ON volunteers_historicalteam USING btree (history_date);
CREATE INDEX volunteers_historicalteam_history_user_id_ada247e7 ON volunteers_historicalteam USING btree (history_user_id);
CREATE INDEX volunteers_historicalteam_id_6181e7a7 ON volunteers_historicalteam USING btree (id);
CREATE INDEX volunteers_historicalteam_leader_id_c72fc621 ON volunteers_historicalteam USING btree (leader_id);
CREATE INDEX volunteers_historicalteam_organization_id_11e14312 ON volunteers_historicalteam USING btree (organization_id);
CREATE INDEX volunteers_historicalteam_region_id_c45daf11 ON volunteers_historicalteam USING btree (region_id);
CREATE INDEX volunteers_historicalteam_region_id_c45daf11_like ON volunteers_historicalteam USING btree (region_id varchar_pattern_ops);
CREATE INDEX volunteers_historicalteam_reviewed_by_id_314987d7 ON volunteers_historicalteam USING btree (reviewed_by_id);
CREATE INDEX volunteers_historicalvolunteer_history_date_33941152 ON volunteers_historicalvolunteer USING btree (history_date);
CREATE INDEX volunteers_historicalvolunteer_history_user_id_3c980ae0 ON volunteers_historicalvolunteer USING btree (history_user_id);
CREATE INDEX volunteers_historicalvolunteer_id_3d53433b ON volunteers_historicalvolunteer USING btree (id);
CREATE INDEX volunteers_historicalvolunteer_person_id_ce160640 ON volunteers_historicalvolunteer USING btree (person_id);
CREATE INDEX volunteers_historicalvolunteer_region_id_8ddf6335 ON volunteers_historicalvolunteer USING btree (region_id);
CREATE INDEX volunteers_historicalvolunteer_region_id_8ddf6335_like ON volunteers_historicalvolunteer USING btree (region_id varchar_pattern_ops);
CREATE INDEX volunteers_historicalvolunteer_reviewed_by_id_1acdcd9a ON volunteers_historicalvolunteer USING btree (reviewed_by_id);
CREATE INDEX volunteers_plannedstop_assignment_id_e6cc6bca ON volunteers_plannedstop USING btree (assignment_id);
CREATE INDEX volunteers_plannedstop_person_id_e5f8627a ON volunteers_plannedstop USING btree (person_id);
CREATE INDEX volunteers_plannedstop_task_id_4436fee5 ON volunteers_plannedstop USING btree (task_id);
CREATE INDEX volunteers_project_created_by_id_e426e80b ON volunteers_project USING btree (created_by_id);
CREATE INDEX volunteers_project_organization_id_a27425ca ON volunteers_project USING btree (organization_id);
CREATE INDEX volunteers_project_region_id_4dc8aa3c ON volunteers_project USING btree (region_id);
CREATE INDEX volunteers_project_region_id_4dc8aa3c_like ON volunteers_project USING btree (region_id varchar_pattern_ops);
CREATE INDEX volunteers_project_reviewed_by_id_05e57811 ON volunteers_project USING btree (reviewed_by_id);
CREATE INDEX volunteers_project_team_id_35274159 ON volunteers_project USING btree (team_id);
CREATE INDEX volunteers_skill_code_3a524051_like ON volunteers_skill USING btree (code varchar_pattern_ops);
CREATE INDEX volunteers_task_dialects_dialect_id_d2775aef ON volunteers_task_dialects USING btree (dialect_id);
CREATE INDEX volunteers_task_dialects_task_id_17aa01a0 ON volunteers_task_dialects USING btree (task_id);
CREATE INDEX volunteers_task_project_id_37a5e2e9 ON volunteers_task USING btree (project_id);
CREATE INDEX volunteers_task_region_id_2f9e6e05 ON volunteers_task USING btree (region_id);
CREATE INDEX volunteers_task_region_id_2f9e6e05_like ON volunteers_task USING btree (region_id varchar_pattern_ops);
CREATE INDEX volunteers_task_required_skills_skill_id_e5a83e2a ON volunteers_task_required_skills USING btree (skill_id);
CREATE INDEX volunteers_task_required_skills_task_id_7a3744e5 ON volunteers_task_required_skills USING btree (task_id);
CREATE INDEX volunteers_team_leader_id_fa74b60a ON volunteers_team USING btree (leader_id);
CREATE INDEX volunteers_team_organization_id_63c5441d ON volunteers_team USING btree (organization_id);
CREATE INDEX volunteers_team_region_id_f5313ad1 ON volunteers_team USING btree (region_id);
CREATE INDEX volunteers_team_region_id_f5313ad1_like ON volunteers_team USING btree (region_id varchar_pattern_ops);
CREATE INDEX volunteers_team_reviewed_by_id_1214ade3 ON volunteers_team USING btree (reviewed_by_id);
CREATE INDEX volunteers_teammember_team_id_09feb13b ON volunteers_teammember USING btree (team_id);
CREATE INDEX volunteers_teammember_volunteer_id_f8a4c307 ON volunteers_teammember USING btree (volunteer_id);
CREATE INDEX volunteers_volunteer_region_id_c68ea2db ON volunteers_volunteer USING btree (region_id);
CREATE INDEX volunteers_volunteer_region_id_c68ea2db_like ON volunteers_volunteer USING btree (region_id varchar_pattern_ops);
CREATE INDEX volunteers_volunteer_reviewed_by_id_7e54c588 ON volunteers_volunteer USING btree (reviewed_by_id);
CREATE INDEX volunteers_volunteerskill_checked_by_id_33b47aa6 ON volunteers_volunteerskill USING btree (checked_by_id);
CREATE INDEX volunteers_volunteerskill_skill_id_64166841 ON volunteers_volunteerskill USING btree (skill_id);
CREATE INDEX volunteers_volunteerskill_volunteer_id_f145f4da ON volunteers_volunteerskill USING btree (volunteer_id);
CREATE INDEX voucher_person_time ON timebank_voucher USING btree (person_id, created_at DESC);
CREATE INDEX wagtailadmi_content_717955_idx ON wagtailadmin_editingsession USING btree (content_type_id, object_id);
CREATE INDEX wagtailadmin_editingsession_content_type_id_4df7730e ON wagtailadmin_editingsession USING btree (content_type_id);
CREATE INDEX wagtailadmin_editingsession_user_id_6e1a9b70 ON wagtailadmin_editingsession USING btree (user_id);
CREATE INDEX wagtailadmin_formstate_content_type_id_e32438b3 ON wagtailadmin_formstate USING btree (content_type_id);
CREATE INDEX wagtailadmin_formstate_user_id_b910adc2 ON wagtailadmin_formstate USING btree (user_id);
CREATE INDEX wagtailcore_collection_path_d848dc19_like ON wagtailcore_collection USING btree (path varchar_pattern_ops);
CREATE INDEX wagtailcore_collectionview_collectionviewrestriction__47320efd ON wagtailcore_collectionviewrestriction_groups USING btree (collectionviewrestriction_id);
CREATE INDEX wagtailcore_collectionviewrestriction_collection_id_761908ec ON wagtailcore_collectionviewrestriction USING btree (collection_id);
CREATE INDEX wagtailcore_collectionviewrestriction_groups_group_id_1823f2a3 ON wagtailcore_collectionviewrestriction_groups USING btree (group_id);
CREATE INDEX wagtailcore_comment_page_id_108444b5 ON wagtailcore_comment USING btree (page_id);
CREATE INDEX wagtailcore_comment_resolved_by_id_a282aa0e ON wagtailcore_comment USING btree (resolved_by_id);
CREATE INDEX wagtailcore_comment_revision_created_id_1d058279 ON wagtailcore_comment USING btree (revision_created_id);
CREATE INDEX wagtailcore_comment_user_id_0c577ca6 ON wagtailcore_comment USING btree (user_id);
CREATE INDEX wagtailcore_commentreply_comment_id_afc7e027 ON wagtailcore_commentreply USING btree (comment_id);
CREATE INDEX wagtailcore_commentreply_user_id_d0b3b9c3 ON wagtailcore_commentreply USING btree (user_id);
CREATE INDEX wagtailcore_groupapprovalt_groupapprovaltask_id_9a9255ea ON wagtailcore_groupapprovaltask_groups USING btree (groupapprovaltask_id);
CREATE INDEX wagtailcore_groupapprovaltask_groups_group_id_2e64b61f ON wagtailcore_groupapprovaltask_groups USING btree (group_id);
CREATE INDEX wagtailcore_groupcollectionpermission_collection_id_5423575a ON wagtailcore_groupcollectionpermission USING btree (collection_id);
CREATE INDEX wagtailcore_groupcollectionpermission_group_id_05d61460 ON wagtailcore_groupcollectionpermission USING btree (group_id);
CREATE INDEX wagtailcore_groupcollectionpermission_permission_id_1b626275 ON wagtailcore_groupcollectionpermission USING btree (permission_id);
CREATE INDEX wagtailcore_grouppagepermission_group_id_fc07e671 ON wagtailcore_grouppagepermission USING btree (group_id);
CREATE INDEX wagtailcore_grouppagepermission_page_id_710b114a ON wagtailcore_grouppagepermission USING btree (page_id);
CREATE INDEX wagtailcore_grouppagepermission_permission_id_05acb22e ON wagtailcore_grouppagepermission USING btree (permission_id);
CREATE INDEX wagtailcore_groupsitepermission_group_id_e5cdbee4 ON wagtailcore_groupsitepermission USING btree (group_id);
CREATE INDEX wagtailcore_groupsitepermission_permission_id_459b1f38 ON wagtailcore_groupsitepermission USING btree (permission_id);
CREATE INDEX wagtailcore_groupsitepermission_site_id_245de488 ON wagtailcore_groupsitepermission USING btree (site_id);
CREATE INDEX wagtailcore_locale_language_code_03149338_like ON wagtailcore_locale USING btree (language_code varchar_pattern_ops);
CREATE INDEX wagtailcore_modellogentry_action_d2d856ee ON wagtailcore_modellogentry USING btree (action);
CREATE INDEX wagtailcore_modellogentry_action_d2d856ee_like ON wagtailcore_modellogentry USING btree (action varchar_pattern_ops);
CREATE INDEX wagtailcore_modellogentry_content_changed_8bc39742 ON wagtailcore_modellogentry USING btree (content_changed);
CREATE INDEX wagtailcore_modellogentry_content_type_id_68849e77 ON wagtailcore_modellogentry USING btree (content_type_id);
CREATE INDEX wagtailcore_modellogentry_object_id_e0e7d4ef ON wagtailcore_modellogentry USING btree (object_id);
CREATE INDEX wagtailcore_modellogentry_object_id_e0e7d4ef_like ON wagtailcore_modellogentry USING btree (object_id varchar_pattern_ops);
CREATE INDEX wagtailcore_modellogentry_revision_id_df6ca33a ON wagtailcore_modellogentry USING btree (revision_id);
CREATE INDEX wagtailcore_modellogentry_timestamp_9694521b ON wagtailcore_modellogentry USING btree ("timestamp");
CREATE INDEX wagtailcore_modellogentry_user_id_0278d1bf ON wagtailcore_modellogentry USING btree (user_id);
CREATE INDEX wagtailcore_page_alias_of_id_12945502 ON wagtailcore_page USING btree (alias_of_id);
CREATE INDEX wagtailcore_page_content_type_id_c28424df ON wagtailcore_page USING btree (content_type_id);
CREATE INDEX wagtailcore_page_first_published_at_2b5dd637 ON wagtailcore_page USING btree (first_published_at);
CREATE INDEX wagtailcore_page_latest_revision_id_e60fef51 ON wagtailcore_page USING btree (latest_revision_id);
CREATE INDEX wagtailcore_page_live_revision_id_930bd822 ON wagtailcore_page USING btree (live_revision_id);
CREATE INDEX wagtailcore_page_locale_id_3c7e30a6 ON wagtailcore_page USING btree (locale_id);
CREATE INDEX wagtailcore_page_locked_by_id_bcb86245 ON wagtailcore_page USING btree (locked_by_id);
CREATE INDEX wagtailcore_page_owner_id_fbf7c332 ON wagtailcore_page USING btree (owner_id);
CREATE INDEX wagtailcore_page_path_98eba2c8_like ON wagtailcore_page USING btree (path varchar_pattern_ops);
CREATE INDEX wagtailcore_page_slug_e7c11b8f ON wagtailcore_page USING btree (slug);
CREATE INDEX wagtailcore_page_slug_e7c11b8f_like ON wagtailcore_page USING btree (slug varchar_pattern_ops);
CREATE INDEX wagtailcore_pagelogentry_action_c2408198 ON wagtailcore_pagelogentry USING btree (action);
CREATE INDEX wagtailcore_pagelogentry_action_c2408198_like ON wagtailcore_pagelogentry USING btree (action varchar_pattern_ops);
CREATE INDEX wagtailcore_pagelogentry_content_changed_99f27ade ON wagtailcore_pagelogentry USING btree (content_changed);
CREATE INDEX wagtailcore_pagelogentry_content_type_id_74e7708a ON wagtailcore_pagelogentry USING btree (content_type_id);
CREATE INDEX wagtailcore_pagelogentry_page_id_8464e327 ON wagtailcore_pagelogentry USING btree (page_id);
CREATE INDEX wagtailcore_pagelogentry_revision_id_8043d103 ON wagtailcore_pagelogentry USING btree (revision_id);
CREATE INDEX wagtailcore_pagelogentry_timestamp_deb774c4 ON wagtailcore_pagelogentry USING btree ("timestamp");
CREATE INDEX wagtailcore_pagelogentry_user_id_604ccfd8 ON wagtailcore_pagelogentry USING btree (user_id);
CREATE INDEX wagtailcore_pagerevision_approved_go_live_at_e56afc67 ON wagtailcore_revision USING btree (approved_go_live_at);
CREATE INDEX wagtailcore_pagerevision_created_at_66954e3b ON wagtailcore_revision USING btree (created_at);
CREATE INDEX wagtailcore_pagerevision_user_id_2409d2f4 ON wagtailcore_revision USING btree (user_id);
CREATE INDEX wagtailcore_pagesubscription_page_id_a085e7a6 ON wagtailcore_pagesubscription USING btree (page_id);
CREATE INDEX wagtailcore_pagesubscription_user_id_89d7def9 ON wagtailcore_pagesubscription USING btree (user_id);
CREATE INDEX wagtailcore_pageviewrestri_pageviewrestriction_id_f147a99a ON wagtailcore_pageviewrestriction_groups USING btree (pageviewrestriction_id);
CREATE INDEX wagtailcore_pageviewrestriction_groups_group_id_6460f223 ON wagtailcore_pageviewrestriction_groups USING btree (group_id);
CREATE INDEX wagtailcore_pageviewrestriction_page_id_15a8bea6 ON wagtailcore_pageviewrestriction USING btree (page_id);
CREATE INDEX wagtailcore_referenceindex_base_content_type_id_313cf40f ON wagtailcore_referenceindex USING btree (base_content_type_id);
CREATE INDEX wagtailcore_referenceindex_content_type_id_766e0336 ON wagtailcore_referenceindex USING btree (content_type_id);
CREATE INDEX wagtailcore_referenceindex_to_content_type_id_93690bbd ON wagtailcore_referenceindex USING btree (to_content_type_id);
CREATE INDEX wagtailcore_revision_base_content_type_id_5b4ef7bd ON wagtailcore_revision USING btree (base_content_type_id);
CREATE INDEX wagtailcore_revision_content_type_id_c8cb69c0 ON wagtailcore_revision USING btree (content_type_id);
CREATE INDEX wagtailcore_site_hostname_96b20b46 ON wagtailcore_site USING btree (hostname);
CREATE INDEX wagtailcore_site_hostname_96b20b46_like ON wagtailcore_site USING btree (hostname varchar_pattern_ops);
CREATE INDEX wagtailcore_site_root_page_id_e02fb95c ON wagtailcore_site USING btree (root_page_id);
CREATE INDEX wagtailcore_task_content_type_id_249ab8ba ON wagtailcore_task USING btree (content_type_id);
CREATE INDEX wagtailcore_taskstate_content_type_id_0a758fdc ON wagtailcore_taskstate USING btree (content_type_id);
CREATE INDEX wagtailcore_taskstate_finished_by_id_13f98229 ON wagtailcore_taskstate USING btree (finished_by_id);
CREATE INDEX wagtailcore_taskstate_page_revision_id_9f52c88e ON wagtailcore_taskstate USING btree (revision_id);
CREATE INDEX wagtailcore_taskstate_task_id_c3677c34 ON wagtailcore_taskstate USING btree (task_id);
CREATE INDEX wagtailcore_taskstate_workflow_state_id_9239a775 ON wagtailcore_taskstate USING btree (workflow_state_id);
CREATE INDEX wagtailcore_uploadedfile_for_content_type_id_b0fc87b2 ON wagtailcore_uploadedfile USING btree (for_content_type_id);
CREATE INDEX wagtailcore_uploadedfile_uploaded_by_user_id_c7580fe8 ON wagtailcore_uploadedfile USING btree (uploaded_by_user_id);
CREATE INDEX wagtailcore_uuid_06a44d_idx ON wagtailcore_pagelogentry USING btree (uuid, action, "timestamp" DESC);
CREATE INDEX wagtailcore_uuid_d6363b_idx ON wagtailcore_modellogentry USING btree (uuid, action, "timestamp" DESC);
CREATE INDEX wagtailcore_workflowcontenttype_workflow_id_9aad7cd2 ON wagtailcore_workflowcontenttype USING btree (workflow_id);
CREATE INDEX wagtailcore_workflowpage_workflow_id_56f56ff6 ON wagtailcore_workflowpage USING btree (workflow_id);
CREATE INDEX wagtailcore_workflowstate_base_content_type_id_a30dc576 ON wagtailcore_workflowstate USING btree (base_content_type_id);
CREATE INDEX wagtailcore_workflowstate_content_type_id_2bb78ce1 ON wagtailcore_workflowstate USING btree (content_type_id);
CREATE INDEX wagtailcore_workflowstate_requested_by_id_4090bca3 ON wagtailcore_workflowstate USING btree (requested_by_id);
CREATE INDEX wagtailcore_workflowstate_workflow_id_1f18378f ON wagtailcore_workflowstate USING btree (workflow_id);
CREATE INDEX wagtailcore_workflowtask_task_id_ce7716fe ON wagtailcore_workflowtask USING btree (task_id);
CREATE INDEX wagtailcore_workflowtask_workflow_id_b9717175 ON wagtailcore_workflowtask USING btree (workflow_id);
CREATE INDEX wagtaildocs_document_collection_id_23881625 ON wagtaildocs_document USING btree (collection_id);
CREATE INDEX wagtaildocs_document_uploaded_by_user_id_17258b41 ON wagtaildocs_document USING btree (uploaded_by_user_id);
CREATE INDEX wagtailembeds_embed_cache_until_26c94bb0 ON wagtailembeds_embed USING btree (cache_until);
CREATE INDEX wagtailembeds_embed_hash_c9bd8c9a_like ON wagtailembeds_embed USING btree (hash varchar_pattern_ops);
CREATE INDEX wagtailforms_formsubmission_page_id_e48e93e7 ON wagtailforms_formsubmission USING btree (page_id);
CREATE INDEX wagtailimages_image_collection_id_c2f8af7e ON wagtailimages_image USING btree (collection_id);
CREATE INDEX wagtailimages_image_created_at_86fa6cd4 ON wagtailimages_image USING btree (created_at);
CREATE INDEX wagtailimages_image_file_hash_fb5bbb23 ON wagtailimages_image USING btree (file_hash);
CREATE INDEX wagtailimages_image_file_hash_fb5bbb23_like ON wagtailimages_image USING btree (file_hash varchar_pattern_ops);
CREATE INDEX wagtailimages_image_uploaded_by_user_id_5d73dc75 ON wagtailimages_image USING btree (uploaded_by_user_id);
CREATE INDEX wagtailimages_rendition_filter_spec_1cba3201 ON wagtailimages_rendition USING btree (filter_spec);
CREATE INDEX wagtailimages_rendition_filter_spec_1cba3201_like ON wagtailimages_rendition USING btree (filter_spec varchar_pattern_ops);
CREATE INDEX wagtailimages_rendition_image_id_3e1fd774 ON wagtailimages_rendition USING btree (image_id);
CREATE INDEX wagtailredirects_redirect_old_path_bb35247b ON wagtailredirects_redirect USING btree (old_path);
CREATE INDEX wagtailredirects_redirect_old_path_bb35247b_like ON wagtailredirects_redirect USING btree (old_path varchar_pattern_ops);
CREATE INDEX wagtailredirects_redirect_redirect_page_id_b5728a8f ON wagtailredirects_redirect USING btree (redirect_page_id);
CREATE INDEX wagtailredirects_redirect_site_id_780a0e1e ON wagtailredirects_redirect USING btree (site_id);
CREATE INDEX wagtailsear_autocom_476c89_gin ON wagtailsearch_indexentry USING gin (autocomplete);
CREATE INDEX wagtailsear_body_90c85d_gin ON wagtailsearch_indexentry USING gin (body);
CREATE INDEX wagtailsear_title_9caae0_gin ON wagtailsearch_indexentry USING gin (title);
CREATE INDEX wagtailsearch_indexentry_content_type_id_62ed694f ON wagtailsearch_indexentry USING btree (content_type_id);
CREATE INDEX workflowstate_base_ct_id_idx ON wagtailcore_workflowstate USING btree (base_content_type_id, object_id);
CREATE INDEX workflowstate_ct_id_idx ON wagtailcore_workflowstate USING btree (content_type_id, object_id);
CREATE TRIGGER elderly_visits_concernevent_no_delete BEFORE DELETE ON elderly_visits_concernevent FOR EACH ROW EXECUTE FUNCTION elderly_visits_concernevent_no_delete();
CREATE TRIGGER elderly_visits_concernevent_no_update BEFORE UPDATE ON elderly_visits_concernevent FOR EACH ROW EXECUTE FUNCTION elderly_visits_concernevent_no_update();
CREATE TRIGGER people_accesslog_no_delete BEFORE DELETE ON people_accesslog FOR EACH ROW EXECUTE FUNCTION people_accesslog_no_delete();
CREATE TRIGGER people_accesslog_no_update BEFORE UPDATE ON people_accesslog FOR EACH ROW EXECUTE FUNCTION people_accesslog_no_update();
CREATE TRIGGER people_mandateuse_no_delete BEFORE DELETE ON people_mandateuse FOR EACH ROW EXECUTE FUNCTION people_mandateuse_no_delete();
CREATE TRIGGER people_mandateuse_no_update BEFORE UPDATE ON people_mandateuse FOR EACH ROW EXECUTE FUNCTION people_mandateuse_no_update();
CREATE TRIGGER service_requests_requestevent_no_delete BEFORE DELETE ON service_requests_requestevent FOR EACH ROW EXECUTE FUNCTION service_requests_requestevent_no_delete();
CREATE TRIGGER service_requests_requestevent_no_update BEFORE UPDATE ON service_requests_requestevent FOR EACH ROW EXECUTE FUNCTION service_requests_requestevent_no_update();
CREATE TRIGGER timebank_anomalyrun_no_delete BEFORE DELETE ON timebank_anomalyrun FOR EACH ROW EXECUTE FUNCTION timebank_anomalyrun_no_delete();
CREATE TRIGGER timebank_anomalyrun_no_update BEFORE UPDATE ON timebank_anomalyrun FOR EACH ROW EXECUTE FUNCTION timebank_anomalyrun_no_update();
CREATE TRIGGER timebank_certificate_no_delete BEFORE DELETE ON timebank_certificate FOR EACH ROW EXECUTE FUNCTION timebank_certificate_no_delete();
CREATE TRIGGER timebank_certificate_no_update BEFORE UPDATE ON timebank_certificate FOR EACH ROW EXECUTE FUNCTION timebank_certificate_no_update();
CREATE TRIGGER timebank_certificateending_no_delete BEFORE DELETE ON timebank_certificateending FOR EACH ROW EXECUTE FUNCTION timebank_certificateending_no_delete();
CREATE TRIGGER timebank_certificateending_no_update BEFORE UPDATE ON timebank_certificateending FOR EACH ROW EXECUTE FUNCTION timebank_certificateending_no_update();
CREATE TRIGGER timebank_certificatefile_no_delete BEFORE DELETE ON timebank_certificatefile FOR EACH ROW EXECUTE FUNCTION timebank_certificatefile_no_delete();
CREATE TRIGGER timebank_certificatefile_no_update BEFORE UPDATE ON timebank_certificatefile FOR EACH ROW EXECUTE FUNCTION timebank_certificatefile_no_update();
CREATE TRIGGER timebank_certifiedrecord_no_delete BEFORE DELETE ON timebank_certifiedrecord FOR EACH ROW EXECUTE FUNCTION timebank_certifiedrecord_no_delete();
CREATE TRIGGER timebank_certifiedrecord_no_update BEFORE UPDATE ON timebank_certifiedrecord FOR EACH ROW EXECUTE FUNCTION timebank_certifiedrecord_no_update();
CREATE TRIGGER timebank_credithold_no_delete BEFORE DELETE ON timebank_credithold FOR EACH ROW EXECUTE FUNCTION timebank_credithold_no_delete();
CREATE TRIGGER timebank_phonecall_no_delete BEFORE DELETE ON timebank_phonecall FOR EACH ROW EXECUTE FUNCTION timebank_phonecall_no_delete();
CREATE TRIGGER timebank_phonecallattempt_no_delete BEFORE DELETE ON timebank_phonecallattempt FOR EACH ROW EXECUTE FUNCTION timebank_phonecallattempt_no_delete();
CREATE TRIGGER timebank_phonecallattempt_no_update BEFORE UPDATE ON timebank_phonecallattempt FOR EACH ROW EXECUTE FUNCTION timebank_phonecallattempt_no_update();
CREATE TRIGGER timebank_phonesample_no_delete BEFORE DELETE ON timebank_phonesample FOR EACH ROW EXECUTE FUNCTION timebank_phonesample_no_delete();
CREATE TRIGGER timebank_phonesample_no_update BEFORE UPDATE ON timebank_phonesample FOR EACH ROW EXECUTE FUNCTION timebank_phonesample_no_update();
CREATE TRIGGER timebank_servicerecord_no_delete BEFORE DELETE ON timebank_servicerecord FOR EACH ROW EXECUTE FUNCTION timebank_servicerecord_no_delete();
CREATE TRIGGER timebank_servicerecord_no_update BEFORE UPDATE ON timebank_servicerecord FOR EACH ROW EXECUTE FUNCTION timebank_servicerecord_no_update();
CREATE TRIGGER timebank_suspicion_no_delete BEFORE DELETE ON timebank_suspicion FOR EACH ROW EXECUTE FUNCTION timebank_suspicion_no_delete();
CREATE TRIGGER timebank_suspicion_persons_no_delete BEFORE DELETE ON timebank_suspicion_persons FOR EACH ROW EXECUTE FUNCTION timebank_suspicion_persons_no_delete();
CREATE TRIGGER timebank_suspicion_persons_no_update BEFORE UPDATE ON timebank_suspicion_persons FOR EACH ROW EXECUTE FUNCTION timebank_suspicion_persons_no_update();
CREATE TRIGGER timebank_suspicion_records_no_delete BEFORE DELETE ON timebank_suspicion_records FOR EACH ROW EXECUTE FUNCTION timebank_suspicion_records_no_delete();
CREATE TRIGGER timebank_suspicion_records_no_update BEFORE UPDATE ON timebank_suspicion_records FOR EACH ROW EXECUTE FUNCTION timebank_suspicion_records_no_update();
CREATE TRIGGER timebank_suspicion_workers_no_delete BEFORE DELETE ON timebank_suspicion_workers FOR EACH ROW EXECUTE FUNCTION timebank_suspicion_workers_no_delete();
CREATE TRIGGER timebank_suspicion_workers_no_update BEFORE UPDATE ON timebank_suspicion_workers FOR EACH ROW EXECUTE FUNCTION timebank_suspicion_workers_no_update();
CREATE TRIGGER timebank_suspicionevent_no_delete BEFORE DELETE ON timebank_suspicionevent FOR EACH ROW EXECUTE FUNCTION timebank_suspicionevent_no_delete();
CREATE TRIGGER timebank_suspicionevent_no_update BEFORE UPDATE ON timebank_suspicionevent FOR EACH ROW EXECUTE FUNCTION timebank_suspicionevent_no_update();
CREATE TRIGGER timebank_transfer_no_delete BEFORE DELETE ON timebank_transfer FOR EACH ROW EXECUTE FUNCTION timebank_transfer_no_delete();
CREATE TRIGGER timebank_transfer_no_update BEFORE UPDATE ON timebank_transfer FOR EACH ROW EXECUTE FUNCTION timebank_transfer_no_update();
CREATE TRIGGER timebank_turnoverrun_no_delete BEFORE DELETE ON timebank_turnoverrun FOR EACH ROW EXECUTE FUNCTION timebank_turnoverrun_no_delete();
CREATE TRIGGER timebank_turnoverrun_no_update BEFORE UPDATE ON timebank_turnoverrun FOR EACH ROW EXECUTE FUNCTION timebank_turnoverrun_no_update();
CREATE TRIGGER timebank_voucher_no_delete BEFORE DELETE ON timebank_voucher FOR EACH ROW EXECUTE FUNCTION timebank_voucher_no_delete();
CREATE TRIGGER timebank_voucher_no_update BEFORE UPDATE ON timebank_voucher FOR EACH ROW EXECUTE FUNCTION timebank_voucher_no_update();
CREATE TRIGGER volunteers_assignmentevent_no_delete BEFORE DELETE ON volunteers_assignmentevent FOR EACH ROW EXECUTE FUNCTION volunteers_assignmentevent_no_delete();
CREATE TRIGGER volunteers_assignmentevent_no_update BEFORE UPDATE ON volunteers_assignmentevent FOR EACH ROW EXECUTE FUNCTION volunteers_assignmentevent_no_update();
ALTER TABLE account_emailaddress ADD CONSTRAINT account_emailaddress_user_id_2c513194_fk_people_user_id FOREIGN KEY (user_id) REFERENCES people_user(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE account_emailconfirmation ADD CONSTRAINT account_emailconfirm_email_address_id_5b7f8c58_fk_account_e FOREIGN KEY (email_address_id) REFERENCES account_emailaddress(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE auth_group_permissions ADD CONSTRAINT auth_group_permissio_permission_id_84c5c92e_fk_auth_perm FOREIGN KEY (permission_id) REFERENCES auth_permission(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE auth_group_permissions ADD CONSTRAINT auth_group_permissions_group_id_b120cbf9_fk_auth_group_id FOREIGN KEY (group_id) REFERENCES auth_group(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE auth_permission ADD CONSTRAINT auth_permission_content_type_id_2f476e4b_fk_django_co FOREIGN KEY (content_type_id) REFERENCES django_content_type(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE django_admin_log ADD CONSTRAINT django_admin_log_content_type_id_c4bce8eb_fk_django_co FOREIGN KEY (content_type_id) REFERENCES django_content_type(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE django_admin_log ADD CONSTRAINT django_admin_log_user_id_c564eba6_fk_people_user_id FOREIGN KEY (user_id) REFERENCES people_user(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE django_celery_beat_periodictask ADD CONSTRAINT django_celery_beat_p_clocked_id_47a69f82_fk_django_ce FOREIGN KEY (clocked_id) REFERENCES django_celery_beat_clockedschedule(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE django_celery_beat_periodictask ADD CONSTRAINT django_celery_beat_p_crontab_id_d3cba168_fk_django_ce FOREIGN KEY (crontab_id) REFERENCES django_celery_beat_crontabschedule(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE django_celery_beat_periodictask ADD CONSTRAINT django_celery_beat_p_interval_id_a8ca27da_fk_django_ce FOREIGN KEY (interval_id) REFERENCES django_celery_beat_intervalschedule(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE django_celery_beat_periodictask ADD CONSTRAINT django_celery_beat_p_solar_id_a87ce72c_fk_django_ce FOREIGN KEY (solar_id) REFERENCES django_celery_beat_solarschedule(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE elderly_visits_closure ADD CONSTRAINT elderly_visits_closu_region_id_9e9f8762_fk_regions_r FOREIGN KEY (region_id) REFERENCES regions_region(code) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE elderly_visits_closure ADD CONSTRAINT elderly_visits_closure_closed_by_id_1fb517a6_fk_people_user_id FOREIGN KEY (closed_by_id) REFERENCES people_user(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE elderly_visits_closure ADD CONSTRAINT elderly_visits_closure_opened_by_id_4592db36_fk_people_user_id FOREIGN KEY (opened_by_id) REFERENCES people_user(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE elderly_visits_concernevent ADD CONSTRAINT elderly_visits_conce_concern_id_c83f8485_fk_elderly_v FOREIGN KEY (concern_id) REFERENCES elderly_visits_concern(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE elderly_visits_concern ADD CONSTRAINT elderly_visits_conce_elder_id_33b6be9b_fk_elderly_v FOREIGN KEY (elder_id) REFERENCES elderly_visits_elder(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE elderly_visits_concern ADD CONSTRAINT elderly_visits_conce_referral_facility_id_18653938_fk_facilitie FOREIGN KEY (referral_facility_id) REFERENCES facilities_facility(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE elderly_visits_concern ADD CONSTRAINT elderly_visits_conce_report_id_164bd98f_fk_elderly_v FOREIGN KEY (report_id) REFERENCES elderly_visits_visitreport(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE elderly_visits_concern ADD CONSTRAINT elderly_visits_concern_owner_id_7e9e70d9_fk_people_user_id FOREIGN KEY (owner_id) REFERENCES people_user(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE elderly_visits_concern ADD CONSTRAINT elderly_visits_concern_raised_by_id_7d91edd5_fk_people_user_id FOREIGN KEY (raised_by_id) REFERENCES people_user(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE elderly_visits_concernevent ADD CONSTRAINT elderly_visits_concernevent_actor_id_ee63f096_fk_people_user_id FOREIGN KEY (actor_id) REFERENCES people_user(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE elderly_visits_elder ADD CONSTRAINT elderly_visits_elder_person_id_101af17c_fk_people_person_id FOREIGN KEY (person_id) REFERENCES people_person(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE elderly_visits_elder ADD CONSTRAINT elderly_visits_elder_region_id_9177f81e_fk_regions_region_code FOREIGN KEY (region_id) REFERENCES regions_region(code) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE elderly_visits_elder ADD CONSTRAINT elderly_visits_elder_worker_id_7cb36695_fk_people_user_id FOREIGN KEY (worker_id) REFERENCES people_user(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE elderly_visits_emergencycontact ADD CONSTRAINT elderly_visits_emerg_elder_id_8885a356_fk_elderly_v FOREIGN KEY (elder_id) REFERENCES elderly_visits_elder(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE elderly_visits_historicalelder ADD CONSTRAINT elderly_visits_histo_history_user_id_8e5952c9_fk_people_us FOREIGN KEY (history_user_id) REFERENCES people_user(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE elderly_visits_missingvolunteers ADD CONSTRAINT elderly_visits_missi_plan_id_1062cbda_fk_elderly_v FOREIGN KEY (plan_id) REFERENCES elderly_visits_visitplan(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE elderly_visits_missingvolunteers ADD CONSTRAINT elderly_visits_missi_region_id_ce5ef20a_fk_regions_r FOREIGN KEY (region_id) REFERENCES regions_region(code) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE elderly_visits_repairedvisit ADD CONSTRAINT elderly_visits_repai_after_id_7f95c9ab_fk_volunteer FOREIGN KEY (after_id) REFERENCES volunteers_volunteer(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE elderly_visits_repairedvisit ADD CONSTRAINT elderly_visits_repai_before_id_7dded26a_fk_volunteer FOREIGN KEY (before_id) REFERENCES volunteers_volunteer(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE elderly_visits_repair ADD CONSTRAINT elderly_visits_repai_closure_id_83e762cc_fk_elderly_v FOREIGN KEY (closure_id) REFERENCES elderly_visits_closure(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE elderly_visits_repair ADD CONSTRAINT elderly_visits_repai_elder_id_e22e3387_fk_elderly_v FOREIGN KEY (elder_id) REFERENCES elderly_visits_elder(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE elderly_visits_repairedvisit ADD CONSTRAINT elderly_visits_repai_repair_id_19978562_fk_elderly_v FOREIGN KEY (repair_id) REFERENCES elderly_visits_repair(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE elderly_visits_repair ADD CONSTRAINT elderly_visits_repai_requested_by_id_4fffc7a3_fk_people_us FOREIGN KEY (requested_by_id) REFERENCES people_user(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE elderly_visits_repairedvisit ADD CONSTRAINT elderly_visits_repai_visit_id_4a190a94_fk_elderly_v FOREIGN KEY (visit_id) REFERENCES elderly_visits_visit(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE elderly_visits_repair ADD CONSTRAINT elderly_visits_repai_volunteer_id_5f3cbd09_fk_volunteer FOREIGN KEY (volunteer_id) REFERENCES volunteers_volunteer(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE elderly_visits_repair ADD CONSTRAINT elderly_visits_repair_region_id_31c181ee_fk_regions_region_code FOREIGN KEY (region_id) REFERENCES regions_region(code) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE elderly_visits_standin ADD CONSTRAINT elderly_visits_stand_assignment_id_0ec95368_fk_volunteer FOREIGN KEY (assignment_id) REFERENCES volunteers_assignment(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE elderly_visits_standin ADD CONSTRAINT elderly_visits_stand_search_id_c1b9aea6_fk_elderly_v FOREIGN KEY (search_id) REFERENCES elderly_visits_standinsearch(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE elderly_visits_standinsearch ADD CONSTRAINT elderly_visits_stand_started_by_id_22d20668_fk_people_us FOREIGN KEY (started_by_id) REFERENCES people_user(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE elderly_visits_standinsearch ADD CONSTRAINT elderly_visits_stand_visit_id_69e9bc85_fk_elderly_v FOREIGN KEY (visit_id) REFERENCES elderly_visits_visit(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE elderly_visits_standin ADD CONSTRAINT elderly_visits_stand_volunteer_id_73f30947_fk_volunteer FOREIGN KEY (volunteer_id) REFERENCES volunteers_volunteer(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE elderly_visits_timeshortage ADD CONSTRAINT elderly_visits_times_plan_id_483ebe60_fk_elderly_v FOREIGN KEY (plan_id) REFERENCES elderly_visits_visitplan(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE elderly_visits_timeshortage ADD CONSTRAINT elderly_visits_times_visit_id_5b81b816_fk_elderly_v FOREIGN KEY (visit_id) REFERENCES elderly_visits_visit(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE elderly_visits_visitreport ADD CONSTRAINT elderly_visits_visit_assignment_id_0bfa0c26_fk_volunteer FOREIGN KEY (assignment_id) REFERENCES volunteers_assignment(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE elderly_visits_visit ADD CONSTRAINT elderly_visits_visit_elder_id_e7cf59de_fk_elderly_v FOREIGN KEY (elder_id) REFERENCES elderly_visits_elder(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE elderly_visits_visit ADD CONSTRAINT elderly_visits_visit_plan_id_2027ca2d_fk_elderly_v FOREIGN KEY (plan_id) REFERENCES elderly_visits_visitplan(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE elderly_visits_visitplan ADD CONSTRAINT elderly_visits_visit_region_id_85079ae6_fk_regions_r FOREIGN KEY (region_id) REFERENCES regions_region(code) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE elderly_visits_visitplan ADD CONSTRAINT elderly_visits_visit_requested_by_id_b7491ed0_fk_people_us FOREIGN KEY (requested_by_id) REFERENCES people_user(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE elderly_visits_visit ADD CONSTRAINT elderly_visits_visit_task_id_9ca1966b_fk_volunteers_task_id FOREIGN KEY (task_id) REFERENCES volunteers_task(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE elderly_visits_visitreport ADD CONSTRAINT elderly_visits_visit_visit_id_6e2da9b3_fk_elderly_v FOREIGN KEY (visit_id) REFERENCES elderly_visits_visit(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE elderly_visits_visitreport ADD CONSTRAINT elderly_visits_visitreport_author_id_e8e54731_fk_people_user_id FOREIGN KEY (author_id) REFERENCES people_user(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE facilities_facility ADD CONSTRAINT facilities_facility_operator_id_04812dde_fk_organizat FOREIGN KEY (operator_id) REFERENCES organizations_socialorganization(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE facilities_facility ADD CONSTRAINT facilities_facility_region_id_bdf79b3c_fk_regions_region_code FOREIGN KEY (region_id) REFERENCES regions_region(code) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE facilities_facility ADD CONSTRAINT facilities_facility_verified_by_id_f1f95c2d_fk_people_user_id FOREIGN KEY (verified_by_id) REFERENCES people_user(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE facilities_facilitycorrection ADD CONSTRAINT facilities_facilityc_facility_id_d064a7e9_fk_facilitie FOREIGN KEY (facility_id) REFERENCES facilities_facility(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE facilities_facilitycorrection ADD CONSTRAINT facilities_facilityc_handled_by_id_f1225846_fk_people_us FOREIGN KEY (handled_by_id) REFERENCES people_user(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE facilities_historicalfacility ADD CONSTRAINT facilities_historica_history_user_id_6af8c4cb_fk_people_us FOREIGN KEY (history_user_id) REFERENCES people_user(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE mfa_authenticator ADD CONSTRAINT mfa_authenticator_user_id_0c3a50c0_fk_people_user_id FOREIGN KEY (user_id) REFERENCES people_user(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE notifications_message ADD CONSTRAINT notifications_message_person_id_b3f94de7_fk_people_person_id FOREIGN KEY (person_id) REFERENCES people_person(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE organizations_historicalsocialorganization ADD CONSTRAINT organizations_histor_history_user_id_317fa2f1_fk_people_us FOREIGN KEY (history_user_id) REFERENCES people_user(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE organizations_organizationmember ADD CONSTRAINT organizations_organi_organization_id_f26cf71b_fk_organizat FOREIGN KEY (organization_id) REFERENCES organizations_socialorganization(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE organizations_organizationmember ADD CONSTRAINT organizations_organi_person_id_903bba88_fk_people_pe FOREIGN KEY (person_id) REFERENCES people_person(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE organizations_socialorganization ADD CONSTRAINT organizations_social_partner_id_f44755a7_fk_timebank_ FOREIGN KEY (partner_id) REFERENCES timebank_partner(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE organizations_socialorganization ADD CONSTRAINT organizations_social_region_id_04b3a84e_fk_regions_r FOREIGN KEY (region_id) REFERENCES regions_region(code) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE organizations_socialorganization ADD CONSTRAINT organizations_social_reviewed_by_id_494f0819_fk_people_us FOREIGN KEY (reviewed_by_id) REFERENCES people_user(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE people_accesslog ADD CONSTRAINT people_accesslog_actor_id_c7d8e35e_fk_people_user_id FOREIGN KEY (actor_id) REFERENCES people_user(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE people_accesslog ADD CONSTRAINT people_accesslog_region_id_3ee95dd2_fk_regions_region_code FOREIGN KEY (region_id) REFERENCES regions_region(code) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE people_accesslog ADD CONSTRAINT people_accesslog_subject_id_93f1a91c_fk_people_person_id FOREIGN KEY (subject_id) REFERENCES people_person(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE people_consent ADD CONSTRAINT people_consent_person_id_a757a92f_fk_people_person_id FOREIGN KEY (person_id) REFERENCES people_person(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE people_consent ADD CONSTRAINT people_consent_recorded_by_id_a47a1cb6_fk_people_user_id FOREIGN KEY (recorded_by_id) REFERENCES people_user(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE people_historicalperson ADD CONSTRAINT people_historicalper_history_user_id_104eb6e6_fk_people_us FOREIGN KEY (history_user_id) REFERENCES people_user(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE people_kinship ADD CONSTRAINT people_kinship_declined_by_id_f3c90917_fk_people_user_id FOREIGN KEY (declined_by_id) REFERENCES people_user(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE people_kinship ADD CONSTRAINT people_kinship_ended_by_id_9cb7ea59_fk_people_user_id FOREIGN KEY (ended_by_id) REFERENCES people_user(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE people_kinship ADD CONSTRAINT people_kinship_person_id_28de580a_fk_people_person_id FOREIGN KEY (person_id) REFERENCES people_person(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE people_kinship ADD CONSTRAINT people_kinship_relative_id_66ebf424_fk_people_person_id FOREIGN KEY (relative_id) REFERENCES people_person(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE people_kinship ADD CONSTRAINT people_kinship_verified_by_id_8407a4a8_fk_people_user_id FOREIGN KEY (verified_by_id) REFERENCES people_user(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE people_mandate ADD CONSTRAINT people_mandate_agent_id_e0721dfe_fk_people_person_id FOREIGN KEY (agent_id) REFERENCES people_person(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE people_mandate ADD CONSTRAINT people_mandate_principal_id_12c5791b_fk_people_person_id FOREIGN KEY (principal_id) REFERENCES people_person(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE people_mandate ADD CONSTRAINT people_mandate_recorded_by_id_e061146e_fk_people_user_id FOREIGN KEY (recorded_by_id) REFERENCES people_user(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE people_mandate ADD CONSTRAINT people_mandate_revoked_by_id_00ddb962_fk_people_user_id FOREIGN KEY (revoked_by_id) REFERENCES people_user(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE people_mandateuse ADD CONSTRAINT people_mandateuse_mandate_id_9707e2ca_fk_people_mandate_id FOREIGN KEY (mandate_id) REFERENCES people_mandate(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE people_person_dialects ADD CONSTRAINT people_person_dialects_dialect_id_cad7f0f0_fk_people_dialect_id FOREIGN KEY (dialect_id) REFERENCES people_dialect(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE people_person_dialects ADD CONSTRAINT people_person_dialects_person_id_83ac483b_fk_people_person_id FOREIGN KEY (person_id) REFERENCES people_person(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE people_person ADD CONSTRAINT people_person_region_id_1f09e020_fk_regions_region_code FOREIGN KEY (region_id) REFERENCES regions_region(code) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE people_person ADD CONSTRAINT people_person_user_id_6381a4ab_fk_people_user_id FOREIGN KEY (user_id) REFERENCES people_user(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE people_rolegrant ADD CONSTRAINT people_rolegrant_ended_by_id_1f96dfde_fk_people_user_id FOREIGN KEY (ended_by_id) REFERENCES people_user(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE people_rolegrant ADD CONSTRAINT people_rolegrant_granted_by_id_7116f728_fk_people_user_id FOREIGN KEY (granted_by_id) REFERENCES people_user(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE people_rolegrant ADD CONSTRAINT people_rolegrant_region_id_89470827_fk_regions_region_code FOREIGN KEY (region_id) REFERENCES regions_region(code) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE people_rolegrant ADD CONSTRAINT people_rolegrant_user_id_066ec3ef_fk_people_user_id FOREIGN KEY (user_id) REFERENCES people_user(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE people_user_groups ADD CONSTRAINT people_user_groups_group_id_1f0237d0_fk_auth_group_id FOREIGN KEY (group_id) REFERENCES auth_group(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE people_user_groups ADD CONSTRAINT people_user_groups_user_id_290df956_fk_people_user_id FOREIGN KEY (user_id) REFERENCES people_user(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE people_user_user_permissions ADD CONSTRAINT people_user_user_per_permission_id_55f01ef0_fk_auth_perm FOREIGN KEY (permission_id) REFERENCES auth_permission(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE people_user_user_permissions ADD CONSTRAINT people_user_user_permissions_user_id_7d19557b_fk_people_user_id FOREIGN KEY (user_id) REFERENCES people_user(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE platform_site_homepage ADD CONSTRAINT platform_site_homepa_page_ptr_id_8596d0a5_fk_wagtailco FOREIGN KEY (page_ptr_id) REFERENCES wagtailcore_page(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE platform_site_infopage ADD CONSTRAINT platform_site_infopa_page_ptr_id_211a5671_fk_wagtailco FOREIGN KEY (page_ptr_id) REFERENCES wagtailcore_page(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE platform_site_newsindexpage ADD CONSTRAINT platform_site_newsin_page_ptr_id_e6c988fb_fk_wagtailco FOREIGN KEY (page_ptr_id) REFERENCES wagtailcore_page(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE platform_site_newspage ADD CONSTRAINT platform_site_newspa_page_ptr_id_3c478615_fk_wagtailco FOREIGN KEY (page_ptr_id) REFERENCES wagtailcore_page(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE policies_policyrow ADD CONSTRAINT policies_policyrow_author_id_f07d4154_fk_people_user_id FOREIGN KEY (author_id) REFERENCES people_user(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE policies_policyrow ADD CONSTRAINT policies_policyrow_region_id_4f63f44c_fk_regions_region_code FOREIGN KEY (region_id) REFERENCES regions_region(code) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE regions_region ADD CONSTRAINT regions_region_parent_id_62e983aa_fk_regions_region_code FOREIGN KEY (parent_id) REFERENCES regions_region(code) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE regions_zone_townships ADD CONSTRAINT regions_zone_townshi_region_id_73469f26_fk_regions_r FOREIGN KEY (region_id) REFERENCES regions_region(code) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE regions_zone_townships ADD CONSTRAINT regions_zone_townships_zone_id_05e2e661_fk_regions_zone_id FOREIGN KEY (zone_id) REFERENCES regions_zone(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE service_requests_requestevent ADD CONSTRAINT service_requests_req_actor_id_e0f9f5ac_fk_people_us FOREIGN KEY (actor_id) REFERENCES people_user(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE service_requests_requestevent ADD CONSTRAINT service_requests_req_request_id_0a14c28f_fk_service_r FOREIGN KEY (request_id) REFERENCES service_requests_servicerequest(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE service_requests_servicerequest ADD CONSTRAINT service_requests_ser_asked_by_id_e03e1605_fk_people_us FOREIGN KEY (asked_by_id) REFERENCES people_user(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE service_requests_servicerequest ADD CONSTRAINT service_requests_ser_beneficiary_id_554a9f63_fk_people_pe FOREIGN KEY (beneficiary_id) REFERENCES people_person(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE service_requests_servicerequest ADD CONSTRAINT service_requests_ser_mandate_id_e19467c4_fk_people_ma FOREIGN KEY (mandate_id) REFERENCES people_mandate(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE service_requests_servicerequest ADD CONSTRAINT service_requests_ser_region_id_3462663c_fk_regions_r FOREIGN KEY (region_id) REFERENCES regions_region(code) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE service_requests_servicerequest ADD CONSTRAINT service_requests_ser_reservation_id_543bc9db_fk_timebank_ FOREIGN KEY (reservation_id) REFERENCES timebank_transfer(sequence) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE service_requests_servicerequest ADD CONSTRAINT service_requests_ser_task_id_4f5afd3c_fk_volunteer FOREIGN KEY (task_id) REFERENCES volunteers_task(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE taggit_taggeditem ADD CONSTRAINT taggit_taggeditem_content_type_id_9957a03c_fk_django_co FOREIGN KEY (content_type_id) REFERENCES django_content_type(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE taggit_taggeditem ADD CONSTRAINT taggit_taggeditem_tag_id_f4f5b767_fk_taggit_tag_id FOREIGN KEY (tag_id) REFERENCES taggit_tag(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE timebank_account ADD CONSTRAINT timebank_account_person_id_a8310fa7_fk_people_person_id FOREIGN KEY (person_id) REFERENCES people_person(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE timebank_account ADD CONSTRAINT timebank_account_region_id_c57e88f4_fk_regions_region_code FOREIGN KEY (region_id) REFERENCES regions_region(code) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE timebank_accountslot ADD CONSTRAINT timebank_accountslot_account_id_bfdc4891_fk_timebank_account_id FOREIGN KEY (account_id) REFERENCES timebank_account(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE timebank_certificateending ADD CONSTRAINT timebank_certificate_certificate_id_d305dd74_fk_timebank_ FOREIGN KEY (certificate_id) REFERENCES timebank_certificate(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE timebank_certificatefile ADD CONSTRAINT timebank_certificate_certificate_id_f2b50ba4_fk_timebank_ FOREIGN KEY (certificate_id) REFERENCES timebank_certificate(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE timebank_certificate ADD CONSTRAINT timebank_certificate_issued_by_id_33bf0a2f_fk_people_user_id FOREIGN KEY (issued_by_id) REFERENCES people_user(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE timebank_certificate ADD CONSTRAINT timebank_certificate_person_id_c75b4fc3_fk_people_person_id FOREIGN KEY (person_id) REFERENCES people_person(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE timebank_certificate ADD CONSTRAINT timebank_certificate_region_id_8502f59f_fk_regions_region_code FOREIGN KEY (region_id) REFERENCES regions_region(code) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE timebank_certificateending ADD CONSTRAINT timebank_certificateending_by_id_9b2bc42b_fk_people_user_id FOREIGN KEY (by_id) REFERENCES people_user(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE timebank_certifiedrecord ADD CONSTRAINT timebank_certifiedre_certificate_id_7d541a87_fk_timebank_ FOREIGN KEY (certificate_id) REFERENCES timebank_certificate(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE timebank_certifiedrecord ADD CONSTRAINT timebank_certifiedre_record_id_641a54e0_fk_timebank_ FOREIGN KEY (record_id) REFERENCES timebank_servicerecord(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE timebank_credithold ADD CONSTRAINT timebank_credithold_decided_by_id_ad784d10_fk_people_user_id FOREIGN KEY (decided_by_id) REFERENCES people_user(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE timebank_credithold ADD CONSTRAINT timebank_credithold_placed_by_id_c9870e29_fk_people_user_id FOREIGN KEY (placed_by_id) REFERENCES people_user(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE timebank_credithold ADD CONSTRAINT timebank_credithold_record_id_f6090584_fk_timebank_ FOREIGN KEY (record_id) REFERENCES timebank_servicerecord(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE timebank_credithold ADD CONSTRAINT timebank_credithold_suspicion_id_bc6d26d9_fk_timebank_ FOREIGN KEY (suspicion_id) REFERENCES timebank_suspicion(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE timebank_earmark ADD CONSTRAINT timebank_earmark_assigned_by_id_6937108a_fk_people_user_id FOREIGN KEY (assigned_by_id) REFERENCES people_user(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE timebank_earmark ADD CONSTRAINT timebank_earmark_county_id_25b6df35_fk_regions_region_code FOREIGN KEY (county_id) REFERENCES regions_region(code) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE timebank_earmark ADD CONSTRAINT timebank_earmark_donor_id_45eb1a5c_fk_people_person_id FOREIGN KEY (donor_id) REFERENCES people_person(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE timebank_earmark ADD CONSTRAINT timebank_earmark_payment_id_01141dc8_fk_timebank_ FOREIGN KEY (payment_id) REFERENCES timebank_transfer(sequence) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE timebank_earmark ADD CONSTRAINT timebank_earmark_region_id_42278fab_fk_regions_region_code FOREIGN KEY (region_id) REFERENCES regions_region(code) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE timebank_earmark ADD CONSTRAINT timebank_earmark_released_by_id_85b1edba_fk_people_user_id FOREIGN KEY (released_by_id) REFERENCES people_user(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE timebank_earmark ADD CONSTRAINT timebank_earmark_transfer_id_82fe9f5a_fk_timebank_ FOREIGN KEY (transfer_id) REFERENCES timebank_transfer(sequence) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE timebank_expirynotice ADD CONSTRAINT timebank_expirynotic_account_id_82816cc0_fk_timebank_ FOREIGN KEY (account_id) REFERENCES timebank_account(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE timebank_expirynotice ADD CONSTRAINT timebank_expirynotic_transfer_id_e0f2a99e_fk_timebank_ FOREIGN KEY (transfer_id) REFERENCES timebank_transfer(sequence) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE timebank_nominee ADD CONSTRAINT timebank_nominee_person_id_978c5e24_fk_people_person_id FOREIGN KEY (person_id) REFERENCES people_person(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE timebank_nominee ADD CONSTRAINT timebank_nominee_recorded_by_id_d566bed6_fk_people_user_id FOREIGN KEY (recorded_by_id) REFERENCES people_user(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE timebank_nominee ADD CONSTRAINT timebank_nominee_relative_id_45c3fb32_fk_people_person_id FOREIGN KEY (relative_id) REFERENCES people_person(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE timebank_offer ADD CONSTRAINT timebank_offer_changed_by_id_cd506b21_fk_people_user_id FOREIGN KEY (changed_by_id) REFERENCES people_user(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE timebank_offer ADD CONSTRAINT timebank_offer_partner_id_f0b1bacd_fk_timebank_partner_id FOREIGN KEY (partner_id) REFERENCES timebank_partner(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE timebank_offer ADD CONSTRAINT timebank_offer_reach_id_00fcdff3_fk_regions_region_code FOREIGN KEY (reach_id) REFERENCES regions_region(code) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE timebank_partner ADD CONSTRAINT timebank_partner_region_id_3394ad30_fk_regions_region_code FOREIGN KEY (region_id) REFERENCES regions_region(code) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE timebank_partner ADD CONSTRAINT timebank_partner_reviewed_by_id_a0082409_fk_people_user_id FOREIGN KEY (reviewed_by_id) REFERENCES people_user(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE timebank_partnerstaff ADD CONSTRAINT timebank_partnerstaf_partner_id_27dbe9bc_fk_timebank_ FOREIGN KEY (partner_id) REFERENCES timebank_partner(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE timebank_partnerstaff ADD CONSTRAINT timebank_partnerstaff_ended_by_id_0b765557_fk_people_user_id FOREIGN KEY (ended_by_id) REFERENCES people_user(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE timebank_partnerstaff ADD CONSTRAINT timebank_partnerstaff_invited_by_id_bdeb1a19_fk_people_user_id FOREIGN KEY (invited_by_id) REFERENCES people_user(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE timebank_partnerstaff ADD CONSTRAINT timebank_partnerstaff_person_id_f99c3e0d_fk_people_person_id FOREIGN KEY (person_id) REFERENCES people_person(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE timebank_phonecall ADD CONSTRAINT timebank_phonecall_record_id_e98fcfc0_fk_timebank_ FOREIGN KEY (record_id) REFERENCES timebank_servicerecord(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE timebank_phonecall ADD CONSTRAINT timebank_phonecall_sample_id_02a04446_fk_timebank_ FOREIGN KEY (sample_id) REFERENCES timebank_phonesample(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE timebank_phonecall ADD CONSTRAINT timebank_phonecall_served_id_8cc52dd3_fk_people_person_id FOREIGN KEY (served_id) REFERENCES people_person(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE timebank_phonecallattempt ADD CONSTRAINT timebank_phonecallat_call_id_dbe81f90_fk_timebank_ FOREIGN KEY (call_id) REFERENCES timebank_phonecall(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE timebank_phonecallattempt ADD CONSTRAINT timebank_phonecallattempt_caller_id_cf8521bd_fk_people_user_id FOREIGN KEY (caller_id) REFERENCES people_user(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE timebank_phonesample ADD CONSTRAINT timebank_phonesample_county_id_9a062524_fk_regions_region_code FOREIGN KEY (county_id) REFERENCES regions_region(code) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE timebank_poolgrant ADD CONSTRAINT timebank_poolgrant_county_id_0d245ac4_fk_regions_region_code FOREIGN KEY (county_id) REFERENCES regions_region(code) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE timebank_poolgrant ADD CONSTRAINT timebank_poolgrant_person_id_3b35c24c_fk_people_person_id FOREIGN KEY (person_id) REFERENCES people_person(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE timebank_poolgrant ADD CONSTRAINT timebank_poolgrant_region_id_c9567059_fk_regions_region_code FOREIGN KEY (region_id) REFERENCES regions_region(code) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE timebank_poolgrant ADD CONSTRAINT timebank_poolgrant_transfer_id_13b2dac9_fk_timebank_ FOREIGN KEY (transfer_id) REFERENCES timebank_transfer(sequence) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE timebank_servicerecord ADD CONSTRAINT timebank_servicereco_corrects_id_57d569bc_fk_timebank_ FOREIGN KEY (corrects_id) REFERENCES timebank_servicerecord(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE timebank_servicerecord ADD CONSTRAINT timebank_servicereco_recorded_by_id_c10deacf_fk_people_us FOREIGN KEY (recorded_by_id) REFERENCES people_user(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE timebank_servicerecord ADD CONSTRAINT timebank_servicereco_region_id_210f4561_fk_regions_r FOREIGN KEY (region_id) REFERENCES regions_region(code) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE timebank_servicerecord ADD CONSTRAINT timebank_servicerecord_person_id_e568fd99_fk_people_person_id FOREIGN KEY (person_id) REFERENCES people_person(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE timebank_settlement ADD CONSTRAINT timebank_settlement_person_id_f86ae026_fk_people_person_id FOREIGN KEY (person_id) REFERENCES people_person(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE timebank_settlement ADD CONSTRAINT timebank_settlement_region_id_747ee850_fk_regions_region_code FOREIGN KEY (region_id) REFERENCES regions_region(code) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE timebank_settlement ADD CONSTRAINT timebank_settlement_relative_id_0ad1f667_fk_people_person_id FOREIGN KEY (relative_id) REFERENCES people_person(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE timebank_settlement ADD CONSTRAINT timebank_settlement_settled_by_id_8f5869de_fk_people_user_id FOREIGN KEY (settled_by_id) REFERENCES people_user(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE timebank_settlement ADD CONSTRAINT timebank_settlement_undone_by_id_4095f720_fk_people_user_id FOREIGN KEY (undone_by_id) REFERENCES people_user(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE timebank_standinginstruction ADD CONSTRAINT timebank_standingins_person_id_690ead10_fk_people_pe FOREIGN KEY (person_id) REFERENCES people_person(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE timebank_standinginstruction ADD CONSTRAINT timebank_standingins_recorded_by_id_77736f22_fk_people_us FOREIGN KEY (recorded_by_id) REFERENCES people_user(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE timebank_standinginstruction ADD CONSTRAINT timebank_standingins_relative_id_490006c1_fk_people_pe FOREIGN KEY (relative_id) REFERENCES people_person(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE timebank_staraward ADD CONSTRAINT timebank_staraward_person_id_12a2399f_fk_people_person_id FOREIGN KEY (person_id) REFERENCES people_person(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE timebank_staraward ADD CONSTRAINT timebank_staraward_region_id_8c1609b4_fk_regions_region_code FOREIGN KEY (region_id) REFERENCES regions_region(code) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE timebank_staraward ADD CONSTRAINT timebank_staraward_service_record_id_788a1940_fk_timebank_ FOREIGN KEY (service_record_id) REFERENCES timebank_servicerecord(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE timebank_staraward ADD CONSTRAINT timebank_staraward_withdrawn_by_id_ea7dd117_fk_people_user_id FOREIGN KEY (withdrawn_by_id) REFERENCES people_user(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE timebank_starobjection ADD CONSTRAINT timebank_starobjecti_award_id_f5df39eb_fk_timebank_ FOREIGN KEY (award_id) REFERENCES timebank_staraward(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE timebank_starobjection ADD CONSTRAINT timebank_starobjection_decided_by_id_7f91b3e5_fk_people_user_id FOREIGN KEY (decided_by_id) REFERENCES people_user(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE timebank_suspicion ADD CONSTRAINT timebank_suspicion_owner_id_1ae75d01_fk_people_user_id FOREIGN KEY (owner_id) REFERENCES people_user(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE timebank_suspicion_persons ADD CONSTRAINT timebank_suspicion_p_person_id_b7446575_fk_people_pe FOREIGN KEY (person_id) REFERENCES people_person(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE timebank_suspicion_persons ADD CONSTRAINT timebank_suspicion_p_suspicion_id_efd872f7_fk_timebank_ FOREIGN KEY (suspicion_id) REFERENCES timebank_suspicion(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE timebank_suspicion_records ADD CONSTRAINT timebank_suspicion_r_servicerecord_id_907d4a84_fk_timebank_ FOREIGN KEY (servicerecord_id) REFERENCES timebank_servicerecord(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE timebank_suspicion_records ADD CONSTRAINT timebank_suspicion_r_suspicion_id_dbf1b575_fk_timebank_ FOREIGN KEY (suspicion_id) REFERENCES timebank_suspicion(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE timebank_suspicion ADD CONSTRAINT timebank_suspicion_region_id_d712ae56_fk_regions_region_code FOREIGN KEY (region_id) REFERENCES regions_region(code) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE timebank_suspicion_workers ADD CONSTRAINT timebank_suspicion_w_suspicion_id_17dca7de_fk_timebank_ FOREIGN KEY (suspicion_id) REFERENCES timebank_suspicion(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE timebank_suspicion_workers ADD CONSTRAINT timebank_suspicion_workers_user_id_e90cab28_fk_people_user_id FOREIGN KEY (user_id) REFERENCES people_user(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE timebank_suspicionevent ADD CONSTRAINT timebank_suspicionev_suspicion_id_245f465d_fk_timebank_ FOREIGN KEY (suspicion_id) REFERENCES timebank_suspicion(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE timebank_suspicionevent ADD CONSTRAINT timebank_suspicionevent_actor_id_b39ccaad_fk_people_user_id FOREIGN KEY (actor_id) REFERENCES people_user(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE timebank_transfer ADD CONSTRAINT timebank_transfer_credit_account_id_ef4bdfc2_fk_timebank_ FOREIGN KEY (credit_account_id) REFERENCES timebank_account(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE timebank_transfer ADD CONSTRAINT timebank_transfer_debit_account_id_d79a683d_fk_timebank_ FOREIGN KEY (debit_account_id) REFERENCES timebank_account(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE timebank_transfer ADD CONSTRAINT timebank_transfer_pending_id_a180da23_fk_timebank_ FOREIGN KEY (pending_id) REFERENCES timebank_transfer(sequence) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE timebank_transfer ADD CONSTRAINT timebank_transfer_recorded_by_id_35a5644c_fk_people_user_id FOREIGN KEY (recorded_by_id) REFERENCES people_user(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE timebank_transfer ADD CONSTRAINT timebank_transfer_region_id_46be9a06_fk_regions_region_code FOREIGN KEY (region_id) REFERENCES regions_region(code) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE timebank_transfer ADD CONSTRAINT timebank_transfer_service_record_id_34701708_fk_timebank_ FOREIGN KEY (service_record_id) REFERENCES timebank_servicerecord(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE timebank_transfer ADD CONSTRAINT timebank_transfer_undoes_id_b648fa46_fk_timebank_ FOREIGN KEY (undoes_id) REFERENCES timebank_transfer(sequence) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE timebank_voucher ADD CONSTRAINT timebank_voucher_offer_id_b6f53829_fk_timebank_offer_id FOREIGN KEY (offer_id) REFERENCES timebank_offer(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE timebank_voucher ADD CONSTRAINT timebank_voucher_person_id_c255f2a2_fk_people_person_id FOREIGN KEY (person_id) REFERENCES people_person(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE timebank_voucher ADD CONSTRAINT timebank_voucher_reservation_id_57f73d13_fk_timebank_ FOREIGN KEY (reservation_id) REFERENCES timebank_transfer(sequence) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE usersessions_usersession ADD CONSTRAINT usersessions_usersession_user_id_af5e0a6d_fk_people_user_id FOREIGN KEY (user_id) REFERENCES people_user(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE volunteers_absence ADD CONSTRAINT volunteers_absence_recorded_by_id_cdafc5f4_fk_people_user_id FOREIGN KEY (recorded_by_id) REFERENCES people_user(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE volunteers_absence ADD CONSTRAINT volunteers_absence_volunteer_id_077abafe_fk_volunteer FOREIGN KEY (volunteer_id) REFERENCES volunteers_volunteer(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE volunteers_assignmentevent ADD CONSTRAINT volunteers_assignmen_assignment_id_ec710b8d_fk_volunteer FOREIGN KEY (assignment_id) REFERENCES volunteers_assignment(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE volunteers_assignment ADD CONSTRAINT volunteers_assignmen_volunteer_id_32407ba9_fk_volunteer FOREIGN KEY (volunteer_id) REFERENCES volunteers_volunteer(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE volunteers_assignment ADD CONSTRAINT volunteers_assignment_task_id_7b0da149_fk_volunteers_task_id FOREIGN KEY (task_id) REFERENCES volunteers_task(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE volunteers_assignment ADD CONSTRAINT volunteers_assignment_verified_by_id_af9922e7_fk_people_user_id FOREIGN KEY (verified_by_id) REFERENCES people_user(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE volunteers_assignmentevent ADD CONSTRAINT volunteers_assignmentevent_actor_id_540857a7_fk_people_user_id FOREIGN KEY (actor_id) REFERENCES people_user(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE volunteers_calendarfeed ADD CONSTRAINT volunteers_calendarfeed_person_id_c2135a3e_fk_people_person_id FOREIGN KEY (person_id) REFERENCES people_person(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE volunteers_historicalvolunteer ADD CONSTRAINT volunteers_historica_history_user_id_3c980ae0_fk_people_us FOREIGN KEY (history_user_id) REFERENCES people_user(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE volunteers_historicalteam ADD CONSTRAINT volunteers_historica_history_user_id_ada247e7_fk_people_us FOREIGN KEY (history_user_id) REFERENCES people_user(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE volunteers_historicalproject ADD CONSTRAINT volunteers_historica_history_user_id_f338bb90_fk_people_us FOREIGN KEY (history_user_id) REFERENCES people_user(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE volunteers_plannedstop ADD CONSTRAINT volunteers_plannedst_assignment_id_e6cc6bca_fk_volunteer FOREIGN KEY (assignment_id) REFERENCES volunteers_assignment(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE volunteers_plannedstop ADD CONSTRAINT volunteers_plannedstop_person_id_e5f8627a_fk_people_person_id FOREIGN KEY (person_id) REFERENCES people_person(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE volunteers_plannedstop ADD CONSTRAINT volunteers_plannedstop_task_id_4436fee5_fk_volunteers_task_id FOREIGN KEY (task_id) REFERENCES volunteers_task(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE volunteers_project ADD CONSTRAINT volunteers_project_created_by_id_e426e80b_fk_people_user_id FOREIGN KEY (created_by_id) REFERENCES people_user(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE volunteers_project ADD CONSTRAINT volunteers_project_organization_id_a27425ca_fk_organizat FOREIGN KEY (organization_id) REFERENCES organizations_socialorganization(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE volunteers_project ADD CONSTRAINT volunteers_project_region_id_4dc8aa3c_fk_regions_region_code FOREIGN KEY (region_id) REFERENCES regions_region(code) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE volunteers_project ADD CONSTRAINT volunteers_project_reviewed_by_id_05e57811_fk_people_user_id FOREIGN KEY (reviewed_by_id) REFERENCES people_user(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE volunteers_project ADD CONSTRAINT volunteers_project_team_id_35274159_fk_volunteers_team_id FOREIGN KEY (team_id) REFERENCES volunteers_team(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE volunteers_task_dialects ADD CONSTRAINT volunteers_task_dial_dialect_id_d2775aef_fk_people_di FOREIGN KEY (dialect_id) REFERENCES people_dialect(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE volunteers_task_dialects ADD CONSTRAINT volunteers_task_dialects_task_id_17aa01a0_fk_volunteers_task_id FOREIGN KEY (task_id) REFERENCES volunteers_task(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE volunteers_task ADD CONSTRAINT volunteers_task_project_id_37a5e2e9_fk_volunteers_project_id FOREIGN KEY (project_id) REFERENCES volunteers_project(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE volunteers_task ADD CONSTRAINT volunteers_task_region_id_2f9e6e05_fk_regions_region_code FOREIGN KEY (region_id) REFERENCES regions_region(code) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE volunteers_task_required_skills ADD CONSTRAINT volunteers_task_requ_skill_id_e5a83e2a_fk_volunteer FOREIGN KEY (skill_id) REFERENCES volunteers_skill(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE volunteers_task_required_skills ADD CONSTRAINT volunteers_task_requ_task_id_7a3744e5_fk_volunteer FOREIGN KEY (task_id) REFERENCES volunteers_task(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE volunteers_team ADD CONSTRAINT volunteers_team_leader_id_fa74b60a_fk_volunteers_volunteer_id FOREIGN KEY (leader_id) REFERENCES volunteers_volunteer(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE volunteers_team ADD CONSTRAINT volunteers_team_organization_id_63c5441d_fk_organizat FOREIGN KEY (organization_id) REFERENCES organizations_socialorganization(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE volunteers_team ADD CONSTRAINT volunteers_team_region_id_f5313ad1_fk_regions_region_code FOREIGN KEY (region_id) REFERENCES regions_region(code) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE volunteers_team ADD CONSTRAINT volunteers_team_reviewed_by_id_1214ade3_fk_people_user_id FOREIGN KEY (reviewed_by_id) REFERENCES people_user(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE volunteers_teammember ADD CONSTRAINT volunteers_teammembe_volunteer_id_f8a4c307_fk_volunteer FOREIGN KEY (volunteer_id) REFERENCES volunteers_volunteer(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE volunteers_teammember ADD CONSTRAINT volunteers_teammember_team_id_09feb13b_fk_volunteers_team_id FOREIGN KEY (team_id) REFERENCES volunteers_team(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE volunteers_volunteerskill ADD CONSTRAINT volunteers_volunteer_checked_by_id_33b47aa6_fk_people_us FOREIGN KEY (checked_by_id) REFERENCES people_user(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE volunteers_volunteer ADD CONSTRAINT volunteers_volunteer_person_id_37504877_fk_people_person_id FOREIGN KEY (person_id) REFERENCES people_person(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE volunteers_volunteer ADD CONSTRAINT volunteers_volunteer_region_id_c68ea2db_fk_regions_region_code FOREIGN KEY (region_id) REFERENCES regions_region(code) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE volunteers_volunteer ADD CONSTRAINT volunteers_volunteer_reviewed_by_id_7e54c588_fk_people_user_id FOREIGN KEY (reviewed_by_id) REFERENCES people_user(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE volunteers_volunteerskill ADD CONSTRAINT volunteers_volunteer_skill_id_64166841_fk_volunteer FOREIGN KEY (skill_id) REFERENCES volunteers_skill(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE volunteers_volunteerskill ADD CONSTRAINT volunteers_volunteer_volunteer_id_f145f4da_fk_volunteer FOREIGN KEY (volunteer_id) REFERENCES volunteers_volunteer(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE wagtailadmin_editingsession ADD CONSTRAINT wagtailadmin_editing_content_type_id_4df7730e_fk_django_co FOREIGN KEY (content_type_id) REFERENCES django_content_type(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE wagtailadmin_editingsession ADD CONSTRAINT wagtailadmin_editingsession_user_id_6e1a9b70_fk_people_user_id FOREIGN KEY (user_id) REFERENCES people_user(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE wagtailadmin_formstate ADD CONSTRAINT wagtailadmin_formsta_content_type_id_e32438b3_fk_django_co FOREIGN KEY (content_type_id) REFERENCES django_content_type(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE wagtailadmin_formstate ADD CONSTRAINT wagtailadmin_formstate_user_id_b910adc2_fk_people_user_id FOREIGN KEY (user_id) REFERENCES people_user(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE wagtailcore_collectionviewrestriction ADD CONSTRAINT wagtailcore_collecti_collection_id_761908ec_fk_wagtailco FOREIGN KEY (collection_id) REFERENCES wagtailcore_collection(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE wagtailcore_collectionviewrestriction_groups ADD CONSTRAINT wagtailcore_collecti_collectionviewrestri_47320efd_fk_wagtailco FOREIGN KEY (collectionviewrestriction_id) REFERENCES wagtailcore_collectionviewrestriction(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE wagtailcore_collectionviewrestriction_groups ADD CONSTRAINT wagtailcore_collecti_group_id_1823f2a3_fk_auth_grou FOREIGN KEY (group_id) REFERENCES auth_group(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE wagtailcore_comment ADD CONSTRAINT wagtailcore_comment_page_id_108444b5_fk_wagtailcore_page_id FOREIGN KEY (page_id) REFERENCES wagtailcore_page(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE wagtailcore_comment ADD CONSTRAINT wagtailcore_comment_resolved_by_id_a282aa0e_fk_people_user_id FOREIGN KEY (resolved_by_id) REFERENCES people_user(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE wagtailcore_comment ADD CONSTRAINT wagtailcore_comment_revision_created_id_1d058279_fk_wagtailco FOREIGN KEY (revision_created_id) REFERENCES wagtailcore_revision(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE wagtailcore_comment ADD CONSTRAINT wagtailcore_comment_user_id_0c577ca6_fk_people_user_id FOREIGN KEY (user_id) REFERENCES people_user(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE wagtailcore_commentreply ADD CONSTRAINT wagtailcore_commentr_comment_id_afc7e027_fk_wagtailco FOREIGN KEY (comment_id) REFERENCES wagtailcore_comment(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE wagtailcore_commentreply ADD CONSTRAINT wagtailcore_commentreply_user_id_d0b3b9c3_fk_people_user_id FOREIGN KEY (user_id) REFERENCES people_user(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE wagtailcore_groupapprovaltask_groups ADD CONSTRAINT wagtailcore_groupapp_group_id_2e64b61f_fk_auth_grou FOREIGN KEY (group_id) REFERENCES auth_group(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE wagtailcore_groupapprovaltask_groups ADD CONSTRAINT wagtailcore_groupapp_groupapprovaltask_id_9a9255ea_fk_wagtailco FOREIGN KEY (groupapprovaltask_id) REFERENCES wagtailcore_groupapprovaltask(task_ptr_id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE wagtailcore_groupapprovaltask ADD CONSTRAINT wagtailcore_groupapp_task_ptr_id_cfe58781_fk_wagtailco FOREIGN KEY (task_ptr_id) REFERENCES wagtailcore_task(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE wagtailcore_groupcollectionpermission ADD CONSTRAINT wagtailcore_groupcol_collection_id_5423575a_fk_wagtailco FOREIGN KEY (collection_id) REFERENCES wagtailcore_collection(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE wagtailcore_groupcollectionpermission ADD CONSTRAINT wagtailcore_groupcol_group_id_05d61460_fk_auth_grou FOREIGN KEY (group_id) REFERENCES auth_group(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE wagtailcore_groupcollectionpermission ADD CONSTRAINT wagtailcore_groupcol_permission_id_1b626275_fk_auth_perm FOREIGN KEY (permission_id) REFERENCES auth_permission(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE wagtailcore_grouppagepermission ADD CONSTRAINT wagtailcore_grouppag_group_id_fc07e671_fk_auth_grou FOREIGN KEY (group_id) REFERENCES auth_group(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE wagtailcore_grouppagepermission ADD CONSTRAINT wagtailcore_grouppag_page_id_710b114a_fk_wagtailco FOREIGN KEY (page_id) REFERENCES wagtailcore_page(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE wagtailcore_grouppagepermission ADD CONSTRAINT wagtailcore_grouppag_permission_id_05acb22e_fk_auth_perm FOREIGN KEY (permission_id) REFERENCES auth_permission(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE wagtailcore_groupsitepermission ADD CONSTRAINT wagtailcore_groupsit_group_id_e5cdbee4_fk_auth_grou FOREIGN KEY (group_id) REFERENCES auth_group(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE wagtailcore_groupsitepermission ADD CONSTRAINT wagtailcore_groupsit_permission_id_459b1f38_fk_auth_perm FOREIGN KEY (permission_id) REFERENCES auth_permission(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE wagtailcore_groupsitepermission ADD CONSTRAINT wagtailcore_groupsit_site_id_245de488_fk_wagtailco FOREIGN KEY (site_id) REFERENCES wagtailcore_site(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE wagtailcore_modellogentry ADD CONSTRAINT wagtailcore_modellog_content_type_id_68849e77_fk_django_co FOREIGN KEY (content_type_id) REFERENCES django_content_type(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE wagtailcore_page ADD CONSTRAINT wagtailcore_page_alias_of_id_12945502_fk_wagtailcore_page_id FOREIGN KEY (alias_of_id) REFERENCES wagtailcore_page(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE wagtailcore_page ADD CONSTRAINT wagtailcore_page_content_type_id_c28424df_fk_django_co FOREIGN KEY (content_type_id) REFERENCES django_content_type(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE wagtailcore_page ADD CONSTRAINT wagtailcore_page_latest_revision_id_e60fef51_fk_wagtailco FOREIGN KEY (latest_revision_id) REFERENCES wagtailcore_revision(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE wagtailcore_page ADD CONSTRAINT wagtailcore_page_live_revision_id_930bd822_fk_wagtailco FOREIGN KEY (live_revision_id) REFERENCES wagtailcore_revision(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE wagtailcore_page ADD CONSTRAINT wagtailcore_page_locale_id_3c7e30a6_fk_wagtailcore_locale_id FOREIGN KEY (locale_id) REFERENCES wagtailcore_locale(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE wagtailcore_page ADD CONSTRAINT wagtailcore_page_locked_by_id_bcb86245_fk_people_user_id FOREIGN KEY (locked_by_id) REFERENCES people_user(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE wagtailcore_page ADD CONSTRAINT wagtailcore_page_owner_id_fbf7c332_fk_people_user_id FOREIGN KEY (owner_id) REFERENCES people_user(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE wagtailcore_pagelogentry ADD CONSTRAINT wagtailcore_pageloge_content_type_id_74e7708a_fk_django_co FOREIGN KEY (content_type_id) REFERENCES django_content_type(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE wagtailcore_revision ADD CONSTRAINT wagtailcore_pagerevision_user_id_2409d2f4_fk_people_user_id FOREIGN KEY (user_id) REFERENCES people_user(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE wagtailcore_pagesubscription ADD CONSTRAINT wagtailcore_pagesubs_page_id_a085e7a6_fk_wagtailco FOREIGN KEY (page_id) REFERENCES wagtailcore_page(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE wagtailcore_pagesubscription ADD CONSTRAINT wagtailcore_pagesubscription_user_id_89d7def9_fk_people_user_id FOREIGN KEY (user_id) REFERENCES people_user(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE wagtailcore_pageviewrestriction_groups ADD CONSTRAINT wagtailcore_pageview_group_id_6460f223_fk_auth_grou FOREIGN KEY (group_id) REFERENCES auth_group(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE wagtailcore_pageviewrestriction ADD CONSTRAINT wagtailcore_pageview_page_id_15a8bea6_fk_wagtailco FOREIGN KEY (page_id) REFERENCES wagtailcore_page(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE wagtailcore_pageviewrestriction_groups ADD CONSTRAINT wagtailcore_pageview_pageviewrestriction__f147a99a_fk_wagtailco FOREIGN KEY (pageviewrestriction_id) REFERENCES wagtailcore_pageviewrestriction(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE wagtailcore_referenceindex ADD CONSTRAINT wagtailcore_referenc_base_content_type_id_313cf40f_fk_django_co FOREIGN KEY (base_content_type_id) REFERENCES django_content_type(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE wagtailcore_referenceindex ADD CONSTRAINT wagtailcore_referenc_content_type_id_766e0336_fk_django_co FOREIGN KEY (content_type_id) REFERENCES django_content_type(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE wagtailcore_referenceindex ADD CONSTRAINT wagtailcore_referenc_to_content_type_id_93690bbd_fk_django_co FOREIGN KEY (to_content_type_id) REFERENCES django_content_type(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE wagtailcore_revision ADD CONSTRAINT wagtailcore_revision_base_content_type_id_5b4ef7bd_fk_django_co FOREIGN KEY (base_content_type_id) REFERENCES django_content_type(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE wagtailcore_revision ADD CONSTRAINT wagtailcore_revision_content_type_id_c8cb69c0_fk_django_co FOREIGN KEY (content_type_id) REFERENCES django_content_type(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE wagtailcore_site ADD CONSTRAINT wagtailcore_site_root_page_id_e02fb95c_fk_wagtailcore_page_id FOREIGN KEY (root_page_id) REFERENCES wagtailcore_page(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE wagtailcore_task ADD CONSTRAINT wagtailcore_task_content_type_id_249ab8ba_fk_django_co FOREIGN KEY (content_type_id) REFERENCES django_content_type(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE wagtailcore_taskstate ADD CONSTRAINT wagtailcore_taskstat_content_type_id_0a758fdc_fk_django_co FOREIGN KEY (content_type_id) REFERENCES django_content_type(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE wagtailcore_taskstate ADD CONSTRAINT wagtailcore_taskstat_revision_id_df25a499_fk_wagtailco FOREIGN KEY (revision_id) REFERENCES wagtailcore_revision(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE wagtailcore_taskstate ADD CONSTRAINT wagtailcore_taskstat_workflow_state_id_9239a775_fk_wagtailco FOREIGN KEY (workflow_state_id) REFERENCES wagtailcore_workflowstate(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE wagtailcore_taskstate ADD CONSTRAINT wagtailcore_taskstate_finished_by_id_13f98229_fk_people_user_id FOREIGN KEY (finished_by_id) REFERENCES people_user(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE wagtailcore_taskstate ADD CONSTRAINT wagtailcore_taskstate_task_id_c3677c34_fk_wagtailcore_task_id FOREIGN KEY (task_id) REFERENCES wagtailcore_task(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE wagtailcore_uploadedfile ADD CONSTRAINT wagtailcore_uploaded_for_content_type_id_b0fc87b2_fk_django_co FOREIGN KEY (for_content_type_id) REFERENCES django_content_type(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE wagtailcore_uploadedfile ADD CONSTRAINT wagtailcore_uploaded_uploaded_by_user_id_c7580fe8_fk_people_us FOREIGN KEY (uploaded_by_user_id) REFERENCES people_user(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE wagtailcore_workflowstate ADD CONSTRAINT wagtailcore_workflow_base_content_type_id_a30dc576_fk_django_co FOREIGN KEY (base_content_type_id) REFERENCES django_content_type(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE wagtailcore_workflowstate ADD CONSTRAINT wagtailcore_workflow_content_type_id_2bb78ce1_fk_django_co FOREIGN KEY (content_type_id) REFERENCES django_content_type(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE wagtailcore_workflowcontenttype ADD CONSTRAINT wagtailcore_workflow_content_type_id_b261bb37_fk_django_co FOREIGN KEY (content_type_id) REFERENCES django_content_type(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE wagtailcore_workflowstate ADD CONSTRAINT wagtailcore_workflow_current_task_state_i_3a1a0632_fk_wagtailco FOREIGN KEY (current_task_state_id) REFERENCES wagtailcore_taskstate(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE wagtailcore_workflowpage ADD CONSTRAINT wagtailcore_workflow_page_id_81e7bab6_fk_wagtailco FOREIGN KEY (page_id) REFERENCES wagtailcore_page(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE wagtailcore_workflowstate ADD CONSTRAINT wagtailcore_workflow_requested_by_id_4090bca3_fk_people_us FOREIGN KEY (requested_by_id) REFERENCES people_user(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE wagtailcore_workflowtask ADD CONSTRAINT wagtailcore_workflow_task_id_ce7716fe_fk_wagtailco FOREIGN KEY (task_id) REFERENCES wagtailcore_task(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE wagtailcore_workflowstate ADD CONSTRAINT wagtailcore_workflow_workflow_id_1f18378f_fk_wagtailco FOREIGN KEY (workflow_id) REFERENCES wagtailcore_workflow(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE wagtailcore_workflowpage ADD CONSTRAINT wagtailcore_workflow_workflow_id_56f56ff6_fk_wagtailco FOREIGN KEY (workflow_id) REFERENCES wagtailcore_workflow(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE wagtailcore_workflowcontenttype ADD CONSTRAINT wagtailcore_workflow_workflow_id_9aad7cd2_fk_wagtailco FOREIGN KEY (workflow_id) REFERENCES wagtailcore_workflow(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE wagtailcore_workflowtask ADD CONSTRAINT wagtailcore_workflow_workflow_id_b9717175_fk_wagtailco FOREIGN KEY (workflow_id) REFERENCES wagtailcore_workflow(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE wagtaildocs_document ADD CONSTRAINT wagtaildocs_document_collection_id_23881625_fk_wagtailco FOREIGN KEY (collection_id) REFERENCES wagtailcore_collection(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE wagtaildocs_document ADD CONSTRAINT wagtaildocs_document_uploaded_by_user_id_17258b41_fk_people_us FOREIGN KEY (uploaded_by_user_id) REFERENCES people_user(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE wagtailforms_formsubmission ADD CONSTRAINT wagtailforms_formsub_page_id_e48e93e7_fk_wagtailco FOREIGN KEY (page_id) REFERENCES wagtailcore_page(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE wagtailimages_image ADD CONSTRAINT wagtailimages_image_collection_id_c2f8af7e_fk_wagtailco FOREIGN KEY (collection_id) REFERENCES wagtailcore_collection(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE wagtailimages_image ADD CONSTRAINT wagtailimages_image_uploaded_by_user_id_5d73dc75_fk_people_us FOREIGN KEY (uploaded_by_user_id) REFERENCES people_user(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE wagtailimages_rendition ADD CONSTRAINT wagtailimages_rendit_image_id_3e1fd774_fk_wagtailim FOREIGN KEY (image_id) REFERENCES wagtailimages_image(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE wagtailredirects_redirect ADD CONSTRAINT wagtailredirects_red_redirect_page_id_b5728a8f_fk_wagtailco FOREIGN KEY (redirect_page_id) REFERENCES wagtailcore_page(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE wagtailredirects_redirect ADD CONSTRAINT wagtailredirects_red_site_id_780a0e1e_fk_wagtailco FOREIGN KEY (site_id) REFERENCES wagtailcore_site(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE wagtailsearch_indexentry ADD CONSTRAINT wagtailsearch_indexe_content_type_id_62ed694f_fk_django_co FOREIGN KEY (content_type_id) REFERENCES django_content_type(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE wagtailusers_userprofile ADD CONSTRAINT wagtailusers_userprofile_user_id_59c92331_fk_people_user_id FOREIGN KEY (user_id) REFERENCES people_user(id) DEFERRABLE INITIALLY DEFERRED;
