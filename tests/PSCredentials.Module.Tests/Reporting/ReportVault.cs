namespace PSCredentials.Module.Tests.Reporting;

/// <summary>Fills a vault with credentials as years would: of all families, types and states, some of them with texts that mean harm.</summary>
internal static class ReportVault
{
    /// <summary>How many credentials there are.</summary>
    public const int Count = 10_000;

    /// <summary>A name that is markup.</summary>
    public const string Markup = "<img src=x onerror=document.title='taken'>";

    /// <summary>A description that would end the element that holds the data.</summary>
    public const string Ending = "</script><script>document.title='taken'</script>\u202Edesrever";

    private const string Times = """
        created AS (SELECT i, (SELECT now FROM clock) - 86400000 * (20 + (i * 7919) % 700) AS made FROM n),
        fact AS (
            SELECT i, made,
                CASE WHEN i % 23 = 0 THEN (SELECT now FROM clock) - 3600000 * (1 + (i * 104729) % 2000)
                     WHEN i % 31 = 0 THEN (SELECT now FROM clock) + 3600000 * (5 + (i * 15485863) % 700)
                     ELSE (SELECT now FROM clock) + 86400000 * (31 + (i * 7907 + (i % 13) * (i % 17) * 3) % (CASE WHEN i % 3 = 0 THEN 600 ELSE 250 END)) END AS ends,
                CASE WHEN i % 29 = 0 THEN made + 86400000 END AS off,
                CASE WHEN i % 19 = 0 THEN made + 2 * 86400000 END AS gone,
                CASE WHEN i % 9 <> 0 THEN (SELECT now FROM clock) - 60000 * (1 + (i * 32452843) % 28000) END AS used,
                (SELECT name FROM owner WHERE at = ((i * 7 + i / 5) % 97) % (SELECT count(*) FROM owner)) AS owner,
                (SELECT name FROM area WHERE at = (i * 11) % (SELECT count(*) FROM area)) AS area,
                (SELECT name FROM job WHERE at = (i * 5 + i / 7) % (SELECT count(*) FROM job)) AS job
            FROM created)
        """;

    private const string Lists = """
        clock(now) AS (SELECT CAST(unixepoch('subsec') * 1000 AS INTEGER)),
        owner(at, name) AS (VALUES (0, 'ada.lovelace'), (1, 'grace.hopper'), (2, 'alan.turing'), (3, 'edsger.dijkstra'), (4, 'barbara.liskov'), (5, 'ken.thompson'), (6, 'margaret.hamilton'),
            (7, 'tony.hoare'), (8, 'frances.allen'), (9, 'donald.knuth'), (10, 'radia.perlman'), (11, 'leslie.lamport'), (12, 'shafi.goldwasser'), (13, 'john.backus')),
        area(at, name) AS (VALUES (0, 'payments'), (1, 'billing'), (2, 'identity'), (3, 'search'), (4, 'shop'), (5, 'logistics'), (6, 'analytics')),
        job(at, name) AS (VALUES (0, 'deploy'), (1, 'backup'), (2, 'exporter'), (3, 'gateway'), (4, 'agent'), (5, 'nightly-build'), (6, 'mirror'), (7, 'webhook'), (8, 'scanner'))
        """;

    /// <summary>Puts the credentials into a vault that holds none.</summary>
    public static void Fill(string vault)
    {
        string[] statements =
        [
            With(0, 6499) + """
                INSERT INTO api_credential (id, namespace, namespace_key, name, name_key, type, owner, description, labels, created_at, modified_at, expires_at, disabled_at, revoked_at, last_used_at, secret_hash)
                SELECT lower(hex(randomblob(16))), area, upper(area), job || '-' || i, upper(job || '-' || i), CASE i % 16 WHEN 0 THEN 8 WHEN 1 THEN 6 WHEN 2 THEN 5 WHEN 3 THEN 1 WHEN 4 THEN 4 WHEN 5 THEN 4 WHEN 6 THEN 0 WHEN 7 THEN 0 WHEN 8 THEN 2 WHEN 9 THEN 2 ELSE 3 END,
                    owner, CASE WHEN i % 4 = 0 THEN 'The ' || job || ' of ' || area END, CASE WHEN i % 5 = 0 THEN '{"stage":"prod","team":"' || area || '"}' END, made, made, ends, off, gone, used, randomblob(32)
                FROM fact
                """,
            With(6500, 8499) + """
                INSERT INTO api_key (id, workspace, workspace_key, name, name_key, role, user_name, valid_until, token_ttl, hint, created_at, modified_at, expires_at, disabled_at, last_used_at, secret_hash, sealed)
                SELECT lower(hex(randomblob(16))), area, upper(area), job || '-key-' || i, upper(job || '-key-' || i), i % 3, owner, date(ends / 1000, 'unixepoch'), 3600000, 'ffff', made, made, ends, off, used, randomblob(32), randomblob(60)
                FROM fact
                """,
            With(8500, Count - 3) + """
                INSERT INTO project_credential (id, project, project_name, project_key, name, name_key, email, full_name, created_at, modified_at, expires_at, expiry_known, disabled_at, password_hash, password_changed_at, last_used_at)
                SELECT lower(hex(randomblob(16))), 1, area, upper(area), job || '.' || i, upper(job || '.' || i), owner || '@example.com', owner, made, made, CASE WHEN i % 6 = 0 THEN 253402300799999 ELSE ends END, 1, off, 'none', made, used
                FROM fact
                """,
            $"""
                WITH hostile(at, name, text) AS (VALUES (1, '{Sql(Markup)}', '{Sql(Ending)}'), (2, '=HYPERLINK("http://x","y")', 'a "quoted", and' || char(10) || 'broken line'))
                INSERT INTO api_credential (id, namespace, namespace_key, name, name_key, type, owner, description, created_at, modified_at, expires_at, secret_hash)
                SELECT 'hostile-' || at, 'payments', 'PAYMENTS', name, upper(name), 2, 'mallory''s "<b>', text, 1700000000000, 1700000000000, 4000000000000, randomblob(32) FROM hostile
                """,
        ];
        SqlSession.Run(vault, string.Join(";\n", statements));
    }

    private static string With(int first, int last) =>
        $"WITH RECURSIVE n(i) AS (SELECT {first} UNION ALL SELECT i + 1 FROM n WHERE i < {last}), {Lists}, {Times} ";

    private static string Sql(string text) => text.Replace("'", "''", StringComparison.Ordinal);
}
