namespace PSCredentials.Tests.Audit;

/// <summary>Each way of tampering with the audit trail in the database file is found and named, and the events that follow do not cover it up.</summary>
public sealed class TamperingTests
{
    private const string Facts = "at, actor, action, outcome, subject_type, subject_id, subject_name, scope, detail";
    private const string Columns = Facts + ", own, chain";
    private const string Forged = "5, 'mallory', 2, 'Success', 1, 'x', 'y', 'z', ''";

    public static TheoryData<string, string, long> Edits()
    {
        var cases = new TheoryData<string, string, long>();
        (string Name, string Change)[] edits =
        [
            ("the time", "at = at + 1"),
            ("the actor", "actor = 'mallory'"),
            ("the action", "action = action + 1"),
            ("the outcome", "outcome = outcome || ' '"),
            ("the subject's type", "subject_type = subject_type + 1"),
            ("the subject's id", "subject_id = ''"),
            ("the subject's name", "subject_name = upper(subject_name)"),
            ("the scope", "scope = scope || 'x'"),
            ("the detail", "detail = detail || 'x'"),
            ("where one text ends and the next begins", "actor = actor || substr(outcome, 1, 1), outcome = substr(outcome, 2)"),
            ("the first HMAC", "own = randomblob(32)"),
            ("the first HMAC to none", "own = NULL"),
            ("the chain", "chain = randomblob(32)"),
            ("the chain to none", "chain = NULL"),
            ("the chain to a very long one", "chain = randomblob(5000)"),
            ("both HMACs", "own = randomblob(32), chain = randomblob(32)"),
            ("both HMACs to none", "own = NULL, chain = NULL"),
            ("the actor, and both HMACs to none", "actor = 'mallory', own = NULL, chain = NULL"),
        ];
        foreach (long place in new long[] { 1, 2, 8, SampleTrail.Length })
        {
            foreach ((string name, string change) in edits)
            {
                cases.Add($"{name} of event {place}", $"UPDATE event SET {change} WHERE sequence = {place}", place);
            }
        }

        cases.Add("all HMACs to none", "UPDATE event SET own = NULL, chain = NULL", 1);
        cases.Add("all HMACs and the head to none", "UPDATE event SET own = NULL, chain = NULL; DELETE FROM audit_head", 1);
        cases.Add("an event with all of another", Overwrite(6, 3, Columns), 6);
        cases.Add("an event with all of a later one", Overwrite(6, 10, Columns), 6);
        cases.Add("an event with all of another but the chain", Overwrite(6, 10, Facts + ", own"), 6);
        cases.Add("an event with what another says", Overwrite(6, 10, Facts), 6);
        cases.Add("the last event with all of another", Overwrite(12, 3, Columns), 12);
        cases.Add("two events, the later one first", "UPDATE event SET actor = 'x' WHERE sequence = 9; UPDATE event SET actor = 'x' WHERE sequence = 4", 4);
        return cases;
    }

    public static TheoryData<string, string, CredentialAuditFinding, long?> Others()
    {
        var cases = new TheoryData<string, string, CredentialAuditFinding, long?>();
        void Add(string name, string sql, CredentialAuditFinding finding, long? sequence) => cases.Add(name, sql, finding, sequence);
        foreach (long place in new long[] { 1, 2, 6, 8, 9, 11 })
        {
            Add($"{place} deleted", Delete(place), CredentialAuditFinding.Deleted, place);
            Add($"{place} deleted and the rest renumbered", $"{Delete(place)}; {Shift(place, -1)}", CredentialAuditFinding.Deleted, place);
            Add($"{place} to 11 deleted", $"DELETE FROM event WHERE sequence BETWEEN {place} AND 11", CredentialAuditFinding.Deleted, place);
            Add($"{place} to 11 deleted and the rest renumbered", $"DELETE FROM event WHERE sequence BETWEEN {place} AND 11; {Shift(place, place - 12)}", CredentialAuditFinding.Deleted, place);
            Add($"{place} on cut off", $"DELETE FROM event WHERE sequence >= {place}", CredentialAuditFinding.Truncated, place);
            Add($"a false one put in at {place}", $"{Shift(place, 1)}; {Insert(place, "NULL, NULL")}", CredentialAuditFinding.Inserted, place);
            Add($"a false one with HMACs put in at {place}", $"{Shift(place, 1)}; {Insert(place, "randomblob(32), randomblob(32)")}", CredentialAuditFinding.Inserted, place);
            Add($"a copy of the last put in at {place}", $"{Shift(place, 1)}; {Copy(13, place)}", CredentialAuditFinding.Inserted, place);
            Add($"{place} and 12 swapped", Swap(place, 12), CredentialAuditFinding.Reordered, place);
            Add($"{place} put at the end", $"UPDATE event SET sequence = 13 WHERE sequence = {place}", CredentialAuditFinding.Reordered, place);
            Add($"{place} put at the end and the rest renumbered", $"UPDATE event SET sequence = 13 WHERE sequence = {place}; {Shift(place, -1)}", CredentialAuditFinding.Reordered, place);
            Add($"{place} put before the first", $"UPDATE event SET sequence = -5 WHERE sequence = {place}", CredentialAuditFinding.Reordered, place);
            Add($"what {place} and 12 say swapped", SwapFacts(place, 12), CredentialAuditFinding.Reordered, place);
        }

        Add("6 deleted, with a head that fits", $"{Delete(6)}; {Shift(6, -1)}; UPDATE audit_head SET sequence = 11", CredentialAuditFinding.Deleted, 6);
        Add("the last one deleted", Delete(12), CredentialAuditFinding.Truncated, 12);
        Add("two neighbours swapped", Swap(4, 5), CredentialAuditFinding.Reordered, 4);
        Add("three in a ring", $"{Swap(4, 5)}; {Swap(5, 6)}", CredentialAuditFinding.Reordered, 4);
        Add("what three say in a ring", $"{SwapFacts(4, 5)}; {SwapFacts(5, 6)}", CredentialAuditFinding.Reordered, 4);
        Add("the last one put first", $"{Shift(1, 1)}; UPDATE event SET sequence = 1 WHERE sequence = 13", CredentialAuditFinding.Reordered, 1);
        Add("a false one at the end", Insert(13, "NULL, NULL"), CredentialAuditFinding.Inserted, 13);
        Add("a false one with HMACs at the end", Insert(13, "randomblob(32), randomblob(32)"), CredentialAuditFinding.Inserted, 13);
        Add("a copy at the end", Copy(6, 13), CredentialAuditFinding.Inserted, 13);
        Add("a copy of the last at the end", Copy(12, 13), CredentialAuditFinding.Inserted, 13);
        Add("a false one before the first", Insert(0, "NULL, NULL"), CredentialAuditFinding.Inserted, 0);
        Add("no head", "DELETE FROM audit_head", CredentialAuditFinding.HeadChanged, null);
        Add("the head's number", "UPDATE audit_head SET sequence = 11", CredentialAuditFinding.HeadChanged, null);
        Add("the head's chain", "UPDATE audit_head SET chain = randomblob(32)", CredentialAuditFinding.HeadChanged, null);
        Add("since when the trail is protected", "UPDATE audit_head SET protected_since = 5", CredentialAuditFinding.HeadChanged, null);
        Add("the head's MAC", "UPDATE audit_head SET mac = randomblob(32)", CredentialAuditFinding.HeadChanged, null);
        Add(
            "cut off, with a head that fits",
            "DELETE FROM event WHERE sequence > 9; UPDATE audit_head SET sequence = 9, chain = (SELECT chain FROM event WHERE sequence = 9)",
            CredentialAuditFinding.HeadChanged,
            null);
        Add("everything gone", "DELETE FROM event; DELETE FROM audit_head", CredentialAuditFinding.HeadChanged, null);
        Add("all events gone", "DELETE FROM event", CredentialAuditFinding.Truncated, 1);
        return cases;
    }

    [Theory]
    [MemberData(nameof(Edits))]
    public Task An_edited_event_is_named(string what, string sql, long sequence) => FindsAsync(what, sql, CredentialAuditFinding.Edited, sequence);

    [Theory]
    [MemberData(nameof(Others))]
    public Task What_was_deleted_put_in_moved_or_cut_off_is_named(string what, string sql, CredentialAuditFinding finding, long? sequence) =>
        FindsAsync(what, sql, finding, sequence);

    private static async Task FindsAsync(string what, string sql, CredentialAuditFinding finding, long? sequence)
    {
        await using SampleTrail trail = await SampleTrail.MakeAsync();
        Assert.Equal((true, 12L), await VerdictAsync(verdict => (verdict.IsIntact, verdict.EventCount)));
        await trail.TamperAsync(sql);

        Assert.Equal((what, finding, sequence), await VerdictAsync(verdict => (what, verdict.Finding, verdict.Sequence)));
        Assert.False((await trail.VerifyAsync()).IsIntact);

        // What the authority goes on to write makes it no better; behind what was cut off a gap stays.
        await trail.AddAsync("later-1");
        await trail.Vault.CloseAsync();
        await trail.Vault.OpenAgainAsync();
        await trail.AddAsync("later-2");
        CredentialAuditFinding lasting = finding == CredentialAuditFinding.Truncated ? CredentialAuditFinding.Deleted : finding;
        Assert.Equal((what, lasting, sequence), await VerdictAsync(verdict => (what, verdict.Finding, verdict.Sequence)));

        async Task<T> VerdictAsync<T>(Func<CredentialAuditVerdict, T> part) => part(await trail.VerifyAsync());
    }

    private static string Delete(long place) => $"DELETE FROM event WHERE sequence = {place}";

    // By way of numbers that nobody has, so that none is taken on the way.
    private static string Shift(long from, long by) =>
        $"UPDATE event SET sequence = -1000 - sequence - {by} WHERE sequence >= {from}; UPDATE event SET sequence = -1000 - sequence WHERE sequence < -900";

    private static string Insert(long place, string macs) => $"INSERT INTO event (sequence, {Columns}) VALUES ({place}, {Forged}, {macs})";

    private static string Copy(long from, long to) => $"INSERT INTO event (sequence, {Columns}) SELECT {to}, {Columns} FROM event WHERE sequence = {from}";

    private static string Swap(long one, long other) =>
        $"UPDATE event SET sequence = -7 WHERE sequence = {one}; UPDATE event SET sequence = {one} WHERE sequence = {other}; UPDATE event SET sequence = {other} WHERE sequence = -7";

    private static string Overwrite(long place, long with, string columns) =>
        $"UPDATE event SET ({columns}) = (SELECT {columns} FROM event WHERE sequence = {with}) WHERE sequence = {place}";

    private static string SwapFacts(long one, long other) =>
        $"CREATE TEMP TABLE kept AS SELECT {Facts} FROM event WHERE sequence = {one}; {Overwrite(one, other, Facts)}; "
        + $"UPDATE event SET ({Facts}) = (SELECT {Facts} FROM temp.kept) WHERE sequence = {other}; DROP TABLE temp.kept";
}
