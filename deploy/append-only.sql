-- Run by the database's administrator once a service has made its tables, and again after an upgrade that added some:
--   psql -v service=publication -d publication -f append-only.sql        (likewise budgets, performance)
-- From then on the service's own user adds acts, their chain and every row that is never changed, and can neither change nor remove one; before an upgrade that
-- changes one of these tables, give it back: ALTER TABLE … OWNER TO <service>. What somebody changes as administrator is found by VerifyHistory.
SET search_path TO :"service";
DO $$
DECLARE
  name text;
  service text := current_schema();
BEGIN
  FOREACH name IN ARRAY ARRAY['Acts', 'ActBlocks', 'History', 'RuleSettings', 'SigningKeys', 'BudgetRevisions', 'TargetsRevisions'] LOOP
    CONTINUE WHEN to_regclass(format('%I.%I', service, name)) IS NULL;
    EXECUTE format('ALTER TABLE %I.%I OWNER TO CURRENT_USER', service, name);
    EXECUTE format('REVOKE ALL ON %I.%I FROM %I', service, name, service);
    EXECUTE format('GRANT SELECT, INSERT ON %I.%I TO %I', service, name, service);
  END LOOP;
END $$;
