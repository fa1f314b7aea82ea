using System.Collections;
using System.Security;
using Microsoft.PowerShell.SecretManagement;

namespace PSCredentials.Module.Tests.SecretVaults;

/// <summary>The functions that SecretManagement calls: types in and out, lists, refusals, and what they make of a vault that is not there.</summary>
public sealed class SecretVaultTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly ExtensionSession _session;

    public SecretVaultTests() => _session = new ExtensionSession(Vault);

    private string Vault => Path.Combine(_folder.Path, "vault");

    public void Dispose()
    {
        _session.Dispose();
        _folder.Dispose();
    }

    private object Read(string name) => _session.Get(name).Single.BaseObject;

    private void Put(string name, object secret, Hashtable? metadata = null)
    {
        SessionResult put = _session.Put(name, secret, metadata);
        Assert.Empty(put.Clean.Output);
        Assert.Empty(put.Streams);
    }

    private static string Reveal(object? secret) => new System.Net.NetworkCredential(string.Empty, Assert.IsType<SecureString>(secret)).Password;

    [Fact]
    public void Each_of_the_five_types_comes_back_as_one_object_of_the_type_that_was_put_in()
    {
        Put("bytes", new byte[] { 0, 7, 255 });
        Put("one-byte", new byte[] { 9 });
        Put("no-bytes", Array.Empty<byte>());
        Put("text", "a text\n");
        Put("secure", Commands.NewApiCredentialTests.Secure("a secure text"));
        Put("account", new PSCredential("EXAMPLE\\ada", Commands.NewApiCredentialTests.Secure("her password")));

        Assert.Equal([0, 7, 255], Assert.IsType<byte[]>(Read("bytes")));
        Assert.Equal([9], Assert.IsType<byte[]>(Read("one-byte")));
        Assert.Empty(Assert.IsType<byte[]>(Read("no-bytes")));
        Assert.Equal("a text\n", Assert.IsType<string>(Read("TEXT")));
        Assert.Equal("a secure text", Reveal(Read("secure")));
        PSCredential account = Assert.IsType<PSCredential>(Read("account"));
        Assert.Equal(("EXAMPLE\\ada", "her password"), (account.UserName, Reveal(account.Password)));
        Assert.Equal(
            ["account PSCredential", "bytes ByteArray", "no-bytes ByteArray", "one-byte ByteArray", "secure SecureString", "text String"],
            _session.List().Clean.Output.Select(item => (SecretInformation)item.BaseObject).Select(secret => $"{secret.Name} {secret.Type}"));
    }

    [Fact]
    public void A_table_comes_back_with_what_it_held_and_does_not_regard_case_unless_it_has_to()
    {
        var moment = new DateTime(2027, 1, 2, 3, 4, 5, DateTimeKind.Utc);
        Put("table", new Hashtable(StringComparer.OrdinalIgnoreCase)
        {
            ["Text"] = new PSObject("wrapped"), ["Secure"] = Commands.NewApiCredentialTests.Secure("s"), ["Bytes"] = new byte[] { 1 }, ["Account"] = new PSCredential("bob", Commands.NewApiCredentialTests.Secure("p")),
            ["Yes"] = true, ["Port"] = 5432, ["Long"] = 1L << 40, ["Ratio"] = 0.5, ["Since"] = moment, ["Within"] = new Hashtable { ["a"] = "b" },
        });
        Put("cases", new Hashtable { ["a"] = "small", ["A"] = "large" });

        var table = Assert.IsType<Hashtable>(Read("table"));
        var cases = Assert.IsType<Hashtable>(Read("cases"));

        Assert.Equal(("wrapped", true, 5432, 1L << 40, 0.5, moment), (table["text"], table["YES"], table["port"], table["long"], table["ratio"], table["since"]));
        Assert.Equal(("s", "p", "b"), (Reveal(table["secure"]), Reveal(((PSCredential)table["account"]!).Password), ((Hashtable)table["within"]!)["A"]));
        Assert.Equal([1], (byte[])table["bytes"]!);
        Assert.Equal(10, table.Count);
        Assert.Equal(("small", "large"), (cases["a"], cases["A"]));
    }

    [Fact]
    public void What_is_not_there_is_nothing_and_no_error()
    {
        Put("one", "1");

        Assert.Empty(_session.Get("two").Clean.Output);
        Assert.Empty(_session.List("two*").Clean.Output);
        Assert.Equal("NotFound", Id(_session.Remove("two").Error));
        Assert.Equal("NotFound", Id(_session.Note("two", []).Error));
    }

    [Fact]
    public void A_secret_is_replaced_noted_beside_and_removed()
    {
        Put("one", "1", new Hashtable { ["Purpose"] = "old" });
        Put("ONE", "2", new Hashtable { ["Purpose"] = "new", ["Port"] = 5, ["Until"] = new DateTime(2027, 1, 1, 0, 0, 0, DateTimeKind.Utc) });
        SecretInformation replaced = Assert.IsType<SecretInformation>(_session.List().Single.BaseObject);
        Assert.Equal(("ONE", "team", 3), (replaced.Name, replaced.VaultName, replaced.Metadata.Count));
        Assert.Equal(("new", 5, new DateTime(2027, 1, 1, 0, 0, 0, DateTimeKind.Utc)), (replaced.Metadata["PURPOSE"], replaced.Metadata["port"], replaced.Metadata["Until"]));

        Assert.Empty(_session.Note("one", new Hashtable { ["Only"] = new PSObject("this") }).Clean.Output);
        Assert.Equal([new("Only", "this")], ((SecretInformation)_session.List("o*").Single.BaseObject).Metadata);
        Assert.Equal("2", Read("one"));

        Assert.Empty(_session.Remove("one").Clean.Output);
        Assert.Empty(_session.List().Clean.Output);
    }

    [Fact]
    public void Lists_take_wildcards_without_regard_to_case_and_an_empty_filter_means_all()
    {
        foreach (string name in new[] { "web-db", "web-api", "mail" })
        {
            Put(name, name);
        }

        string Find(string filter) => string.Join(' ', _session.List(filter).Clean.All("Name"));
        Assert.Equal("mail web-api web-db", Find("*"));
        Assert.Equal("mail web-api web-db", Find(string.Empty));
        Assert.Equal("web-api web-db", Find("WEB-*"));
        Assert.Equal("web-db", Find("web-d?"));
        Assert.Equal("mail", Find("Mail"));
        Assert.Equal("mail", Find("[lm]*"));
    }

    public static TheoryData<string> NoSecrets => ["null", "number", "array", "ordered", "empty", "in-table", "key", "null-in-table", "deep"];

    [Theory]
    [MemberData(nameof(NoSecrets))]
    public void What_is_no_secret_is_refused_by_what_it_is_and_never_by_what_it_holds(string kind)
    {
        var endless = new Hashtable();
        endless["self"] = endless;
        object? secret = kind switch
        {
            "null" => null,
            "number" => 5,
            "array" => new object[] { "hidden-41" },
            "ordered" => new System.Collections.Specialized.OrderedDictionary { ["a"] = "hidden-41" },
            "empty" => PSCredential.Empty,
            "in-table" => new Hashtable { ["a"] = new object[] { "hidden-41" } },
            "key" => new Hashtable { [5] = "hidden-41" },
            "null-in-table" => new Hashtable { ["a"] = null },
            _ => endless,
        };

        SessionResult refused = _session.Put("one", secret);

        Assert.Equal("InvalidArgument", Id(refused.Error));
        Assert.StartsWith("Secret ", refused.Error.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain("hidden-41", refused.Everything, StringComparison.Ordinal);
        Assert.Empty(_session.List().Clean.Output);
    }

    [Fact]
    public void Metadata_and_names_that_are_none_are_refused()
    {
        Assert.Contains("'flag'", _session.Put("one", "1", new Hashtable { ["flag"] = true }).Error.ToString(), StringComparison.Ordinal);
        Assert.Equal("InvalidArgument", Id(_session.Put("one", "1", new Hashtable { [5] = "a" }).Error));
        Assert.Equal("InvalidArgument", Id(_session.Put("o*", "1").Error));
        Assert.Equal("o*", _session.Put("o*", "1").Error.TargetObject);
        Assert.Empty(_session.List().Clean.Output);
    }

    [Fact]
    public void A_vault_that_is_not_there_has_nothing_and_only_setting_a_secret_makes_it()
    {
        Assert.Empty(_session.Get("one").Clean.Output);
        Assert.Empty(_session.List().Clean.Output);
        Assert.Equal("NotFound", Id(_session.Remove("one").Error));
        Assert.Equal("NotFound", Id(_session.Note("one", []).Error));
        Assert.Equal("NotFound", Id(_session.Unlock(Commands.NewApiCredentialTests.Secure("right horse battery")).Error));
        SessionResult test = _session.Test();
        Assert.Equal("NotFound", Id(test.Error));
        Assert.Equal(false, Assert.Single(test.Output).BaseObject);
        Assert.False(Directory.Exists(Vault));

        Put("one", "1");

        Assert.Equal(true, _session.Test().Single.BaseObject);
        Assert.Equal("1", Read("one"));
    }

    [Fact]
    public void A_second_session_reads_and_changes_what_the_first_one_set()
    {
        Put("one", "1");
        using var second = new ExtensionSession(Vault);

        Assert.Equal("1", second.Get("one").Single.BaseObject);
        _ = second.Put("one", "2").Clean;

        Assert.Equal("2", Read("one"));
        second.Dispose();
        Assert.Equal("2", Read("one"));
    }

    [Fact]
    public void A_vault_whose_folder_was_removed_is_not_written_to_any_more()
    {
        Put("one", "1");
        Directory.Delete(Vault, recursive: true);

        Assert.Empty(_session.Get("one").Clean.Output);
        Put("two", "2");

        Assert.Equal(["two"], _session.List().Clean.All("Name"));
        Assert.True(File.Exists(Path.Combine(Vault, "vault.db")));
    }

    [Theory]
    [InlineData("Folder", "/tmp/x", "'Folder'")]
    [InlineData("Path", "relative/path", "relative")]
    [InlineData("Path", 5, "Int32")]
    public void A_registration_that_means_nothing_is_told_by_every_function_and_makes_nothing(string name, object value, string expected)
    {
        _session.Parameters.Remove("Path");
        _session.Parameters[name] = value;
        Func<SessionResult>[] functions =
        [
            () => _session.Get("one"), () => _session.List(), () => _session.Put("one", "1"), () => _session.Note("one", []), () => _session.Remove("one"), _session.Test,
            () => _session.Unlock(Commands.NewApiCredentialTests.Secure("right horse battery")),
        ];

        Assert.All(functions, function =>
        {
            ErrorRecord error = function().Error;
            Assert.Equal("InvalidArgument", Id(error));
            Assert.Contains(expected, error.ToString(), StringComparison.Ordinal);
        });
        Assert.False(Directory.Exists("relative"));
    }

    [Fact]
    public void A_damaged_secret_is_named_by_the_test_and_the_others_are_read()
    {
        Put("one", "1");
        Put("two", "2");
        SqlSession.Run(Vault, "UPDATE secret SET sealed = x'0011' WHERE name = 'one'");

        SessionResult test = _session.Test();

        Assert.Equal(false, Assert.Single(test.Output).BaseObject);
        Assert.Equal(("StoreDamaged", "one"), (Id(test.Error), test.Error.TargetObject));
        Assert.Equal("StoreDamaged", Id(_session.Get("one").Error));
        Assert.Equal("2", Read("two"));
    }

    [Fact]
    public void A_function_that_waits_for_the_vault_can_be_stopped_and_leaves_nothing_half_done()
    {
        Put("one", "1");
        using (SqlSession.HoldWriteLock(Vault))
        {
            using PowerShell shell = _session.Putting("two", "2");
            IAsyncResult running = shell.BeginInvoke();

            // By itself it would wait for half a minute.
            Assert.False(running.AsyncWaitHandle.WaitOne(TimeSpan.FromSeconds(1)), "The function did not wait for the vault.");
            var watch = System.Diagnostics.Stopwatch.StartNew();
            shell.Stop();
            Assert.True(watch.Elapsed < TimeSpan.FromSeconds(10), $"stopping took {watch.Elapsed}");
            Assert.Equal(PSInvocationState.Stopped, shell.InvocationStateInfo.State);
        }

        Assert.True(SpinWait.SpinUntil(() => _session.Put("three", "3").Errors.Count == 0, TimeSpan.FromSeconds(60)));
        Assert.Equal(["one", "three"], _session.List().Clean.All("Name"));
    }

    [Fact]
    public void The_module_exports_none_of_it()
    {
        _ = _session.List();

        string[] exported = _session.Session.Do("(Get-Module PSCredentials).ExportedCommands.Keys; Get-Module | Where-Object Name -Like *.Extension | ForEach-Object Name").Output.Select(item => item.ToString()!).ToArray();

        Assert.DoesNotContain("Get-Secret", exported);
        Assert.DoesNotContain("PSCredentials.Extension", exported);
        Assert.Contains("Get-ApiKey", exported);

        // Where SecretManagement is installed, the name is its command's; of this module it is none's.
        Assert.DoesNotContain(_session.Session.Do("Get-Command Get-Secret -ErrorAction Ignore | ForEach-Object Source").Output, source => source.ToString()!.StartsWith("PSCredentials", StringComparison.Ordinal));
    }

    [Fact]
    public void The_nested_module_has_by_itself_what_a_registration_looks_for()
    {
        _session.Session.Set("extension", Path.Combine(Path.GetDirectoryName(TestEnvironment.Manifest)!, "PSCredentials.Extension"));

        PSObject module = _session.Session.One("Import-Module -Name $extension -Force -PassThru");

        var commands = module.Get<IDictionary>("ExportedCommands");
        Assert.Equal(
            ["Get-Secret", "Get-SecretInfo", "Remove-Secret", "Set-Secret", "Set-SecretInfo", "Test-SecretVault", "Unlock-SecretVault"], commands.Keys.Cast<string>().Order());
        Assert.Equal("PSCredentials.Extension", module.Text("Name"));
        Assert.Contains("Metadata", ((CommandInfo)commands["Set-Secret"]!).Parameters.Keys);
        Assert.All(commands.Values.Cast<CommandInfo>(), command => Assert.Superset(new HashSet<string> { "VaultName", "AdditionalParameters" }, command.Parameters.Keys.ToHashSet()));
        Assert.Equal(
            _session.Session.One("(Test-ModuleManifest $manifest).Version").ToString(), module.Text("Version"));
    }

    private static string Id(ErrorRecord error) => error.FullyQualifiedErrorId.Split(',')[0];
}
