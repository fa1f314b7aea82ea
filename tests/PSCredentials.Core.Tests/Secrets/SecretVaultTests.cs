using System.Text;
using PSCredentials.Storage;

namespace PSCredentials.Tests.Secrets;

/// <summary>Secrets that somebody puts into the vault: whole again, sealed at rest, opened in their own place alone, and each step an event.</summary>
public sealed class SecretVaultTests
{
    private const string Text = "a-secret-that-nobody-else-has-41";

    private static readonly CancellationToken s_none = CancellationToken.None;

    private static readonly Dictionary<string, object> s_nothing = [];

    public static TheoryData<SecretValueType> Types => [SecretValueType.ByteArray, SecretValueType.String, SecretValueType.SecureString, SecretValueType.PSCredential, SecretValueType.Hashtable];

    private static SecretValue Sample(SecretValueType type) => type switch
    {
        SecretValueType.ByteArray => SecretValue.OfBytes([0, 1, 255, .. Encoding.UTF8.GetBytes(Text)]),
        SecretValueType.String => SecretValue.OfText(new SecretText(Text + "\n\0 \ud800 ä \U0001F511")),
        SecretValueType.SecureString => SecretValue.OfSecureText(new SecretText(Text)),
        SecretValueType.PSCredential => SecretValue.OfCredential("EXAMPLE\\ada", new SecretText(Text)),
        _ => SecretValue.OfTable(new Dictionary<string, SecretValue>
        {
            ["text"] = SecretValue.OfText(new SecretText(Text)),
            ["Text"] = SecretValue.OfSecureText(new SecretText(string.Empty)),
            ["bytes"] = SecretValue.OfBytes([]),
            ["who"] = SecretValue.OfCredential("bob", new SecretText(Text)),
            ["yes"] = SecretValue.Of(true),
            ["port"] = SecretValue.Of(-5432),
            ["long"] = SecretValue.Of(long.MinValue),
            ["ratio"] = SecretValue.Of(double.NaN),
            ["since"] = SecretValue.Of(new DateTime(2026, 12, 1, 10, 30, 0, 7, DateTimeKind.Utc)),
            ["within"] = SecretValue.OfTable(new Dictionary<string, SecretValue> { [Text] = SecretValue.OfTable([]) }),
        }),
    };

    private static Task<VaultSecret> SetAsync(SampleVault vault, string name, SecretValue value, Dictionary<string, object>? metadata = null) =>
        vault.Authority.Secrets.SetAsync(name, value, metadata ?? s_nothing, s_none);

    [Theory]
    [MemberData(nameof(Types))]
    public async Task Each_type_comes_back_as_it_was_put_in_also_after_another_master_key_and_in_another_session(SecretValueType type)
    {
        await using SampleVault vault = await SampleVault.OpenAsync();
        VaultSecret kept = await SetAsync(vault, "one", Sample(type));
        await vault.Authority.ChangeProtectionAsync(VaultProtection.KeyFile, null, s_none);
        ICredentialAuthority again = await vault.OpenAgainAsync();

        RevealedSecret? read = await again.Secrets.RevealAsync("ONE", s_none);

        Assert.Equal(SecretForm.Of(Sample(type)), SecretForm.Of(read!.Value));
        Assert.Equal(("one", type, vault.Clock.Now, vault.Clock.Now, (CredentialState?)null), (kept.Name, kept.Type, kept.CreatedAt, kept.ModifiedAt, kept.State));
        Assert.Equal(kept with { Metadata = read.Secret.Metadata }, read.Secret);
        Assert.Empty(await again.Secrets.FindDamagedAsync(s_none));
    }

    [Fact]
    public async Task An_empty_text_and_no_bytes_are_secrets_too()
    {
        await using SampleVault vault = await SampleVault.OpenAsync();
        await SetAsync(vault, "text", SecretValue.OfText(new SecretText(string.Empty)));
        await SetAsync(vault, "bytes", SecretValue.OfBytes([]));

        Assert.Equal(string.Empty, (await vault.Authority.Secrets.RevealAsync("text", s_none))!.Value.GetText().Reveal());
        Assert.Empty((await vault.Authority.Secrets.RevealAsync("bytes", s_none))!.Value.GetBytes());
    }

    [Fact]
    public async Task No_secret_is_in_any_byte_of_the_vault_in_an_event_or_in_an_object_that_is_written_out()
    {
        await using SampleVault vault = await SampleVault.OpenAsync();
        var shown = new StringBuilder();
        foreach (SecretValueType type in (SecretValueType[])[SecretValueType.ByteArray, SecretValueType.String, SecretValueType.SecureString, SecretValueType.PSCredential, SecretValueType.Hashtable])
        {
            shown.Append(await SetAsync(vault, $"of-{type}", Sample(type)));
            RevealedSecret read = (await vault.Authority.Secrets.RevealAsync($"of-{type}", s_none))!;
            shown.Append(read).Append(read.Value).Append(System.Text.Json.JsonSerializer.Serialize(read));
            await vault.Authority.Secrets.SetMetadataAsync($"of-{type}", new Dictionary<string, object> { ["Purpose"] = "to-be-found" }, s_none);
        }

        Assert.DoesNotContain(Text, shown.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain(await vault.EventsAsync(), entry => entry.ToString().Contains(Text, StringComparison.Ordinal));
        await vault.CloseAsync();
        Assert.False(InFiles(vault, Encoding.UTF8));
        Assert.False(InFiles(vault, Encoding.Unicode));
        Assert.True(FolderBytes.Contain(vault.Folder, "to-be-found"), "The scan finds nothing at all.");
    }

    [Fact]
    public async Task A_secret_replaces_the_one_of_its_name_with_its_metadata_and_keeps_when_it_was_made()
    {
        await using SampleVault vault = await SampleVault.OpenAsync();
        VaultSecret first = await SetAsync(vault, "Deploy", Sample(SecretValueType.String), new() { ["Purpose"] = "old" });

        VaultSecret second = await SetAsync(vault, "DEPLOY", Sample(SecretValueType.ByteArray));

        VaultSecret only = Assert.Single(await vault.Authority.Secrets.ListAsync([], s_none));
        Assert.Equal(("DEPLOY", SecretValueType.ByteArray, first.CreatedAt), (only.Name, only.Type, only.CreatedAt));
        Assert.True(second.ModifiedAt > first.ModifiedAt);
        Assert.Empty(only.Metadata);
        Assert.Equal(SecretForm.Of(Sample(SecretValueType.ByteArray)), SecretForm.Of((await vault.Authority.Secrets.RevealAsync("deploy", s_none))!.Value));
    }

    [Fact]
    public async Task Metadata_comes_back_by_type_and_is_replaced_as_a_whole()
    {
        await using SampleVault vault = await SampleVault.OpenAsync();
        var metadata = new Dictionary<string, object>
        {
            ["Purpose"] = "deploy ä", ["Port"] = -1, ["Until"] = new DateTime(2027, 1, 2, 3, 4, 5, DateTimeKind.Utc).AddTicks(7), ["Somewhen"] = new DateTime(2027, 1, 2, 0, 0, 0, DateTimeKind.Unspecified),
        };
        await SetAsync(vault, "one", Sample(SecretValueType.String), metadata);

        IReadOnlyDictionary<string, object> read = Assert.Single(await vault.Authority.Secrets.ListAsync([], s_none)).Metadata;

        Assert.Equal(metadata.OrderBy(entry => entry.Key).ToList(), read.OrderBy(entry => entry.Key).ToList());
        Assert.Equal(DateTimeKind.Utc, ((DateTime)read["Until"]).Kind);
        await vault.Authority.Secrets.SetMetadataAsync("ONE", new Dictionary<string, object> { ["Only"] = 2 }, s_none);
        RevealedSecret changed = (await vault.Authority.Secrets.RevealAsync("one", s_none))!;
        Assert.Equal([new("Only", 2)], changed.Secret.Metadata);
        Assert.Equal(SecretForm.Of(Sample(SecretValueType.String)), SecretForm.Of(changed.Value));
        await vault.Authority.Secrets.SetMetadataAsync("one", s_nothing, s_none);
        Assert.Empty(Assert.Single(await vault.Authority.Secrets.ListAsync([], s_none)).Metadata);
    }

    [Fact]
    public async Task Secrets_are_found_by_patterns_in_the_order_of_their_names()
    {
        await using SampleVault vault = await SampleVault.OpenAsync();
        foreach (string name in (string[])["web/db", "web/api", "Åpi", "mail"])
        {
            await SetAsync(vault, name, Sample(SecretValueType.String));
        }

        async Task<string> FindAsync(params string[] patterns) => string.Join(' ', await vault.Authority.Secrets.ListAsync(patterns, s_none));

        Assert.Equal("mail web/api web/db Åpi", await FindAsync());
        Assert.Equal("mail web/api web/db Åpi", await FindAsync("*"));
        Assert.Equal("web/api web/db", await FindAsync("WEB/*"));
        Assert.Equal("web/api Åpi", await FindAsync("*pi"));
        Assert.Equal("Åpi", await FindAsync("åp?"));
        Assert.Equal("mail", await FindAsync("[m]ail"));
        Assert.Equal(string.Empty, await FindAsync("web"));
    }

    [Fact]
    public async Task Each_set_read_and_removal_is_an_event_and_a_name_that_is_not_there_is_none()
    {
        await using SampleVault vault = await SampleVault.OpenAsync();
        ISecretVaultService service = vault.Authority.Secrets;
        await SetAsync(vault, "one", Sample(SecretValueType.String));
        await SetAsync(vault, "One", Sample(SecretValueType.ByteArray));
        await service.RevealAsync("one", s_none);
        await service.SetMetadataAsync("one", s_nothing, s_none);
        await service.ListAsync([], s_none);
        await service.FindDamagedAsync(s_none);
        await service.RemoveAsync("ONE", s_none);

        Assert.Null(await service.RevealAsync("one", s_none));
        await Refusal.OfAsync(CredentialErrors.NotFound, () => service.RemoveAsync("one", s_none));
        await Refusal.OfAsync(CredentialErrors.NotFound, () => service.SetMetadataAsync("one", s_nothing, s_none));
        Assert.Equal(
            ["Create one String", "Change One ByteArray", "Reveal One ByteArray", "Change One metadata", "Remove One ByteArray"],
            (await vault.EventsAsync(new() { SubjectType = [CredentialSubject.Secret] })).Select(entry => $"{entry.Action} {entry.SubjectName} {entry.Detail}"));
    }

    [Theory]
    [InlineData("UPDATE secret SET name = 'other', name_key = 'OTHER2' WHERE name = 'one'", "other")]
    [InlineData("UPDATE secret SET type = 3 WHERE name = 'one'", "one")]
    [InlineData("UPDATE secret SET metadata = replace(metadata, 'here', 'there') WHERE name = 'one'", "one")]
    [InlineData("UPDATE secret SET metadata = NULL WHERE name = 'one'", "one")]
    [InlineData("UPDATE secret SET sealed = (SELECT sealed FROM secret WHERE name = 'two') WHERE name = 'one'", "one")]
    [InlineData("UPDATE secret SET sealed = x'00' WHERE name = 'one'", "one")]
    [InlineData("UPDATE secret SET family = 0, credential = (SELECT row FROM api_credential) WHERE name = 'one'", "one")]
    [InlineData("UPDATE secret SET family = 0, credential = 99 WHERE name = 'one'", "one")]
    [InlineData("UPDATE secret SET family = 7, credential = 1 WHERE name = 'one'", "one")]
    public async Task A_secret_does_not_open_for_what_another_hand_put_beside_it(string change, string name)
    {
        await using SampleVault vault = await SampleVault.OpenAsync();
        await vault.IssueAsync();
        var metadata = new Dictionary<string, object> { ["Server"] = "here.example" };
        await SetAsync(vault, "one", Sample(SecretValueType.String), metadata);
        await SetAsync(vault, "two", Sample(SecretValueType.String), metadata);
        using (StoreConnection connection = StoreConnection.Open(vault.Database, readOnly: false))
        {
            connection.Execute(change);
        }

        string found = name == "other" ? "other2" : name;
        CredentialException error = await Refusal.OfAsync(CredentialErrors.StoreDamaged, () => vault.Authority.Secrets.RevealAsync(found, s_none));

        Assert.Contains($"'{name}'", error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain(Text, error.ToString(), StringComparison.Ordinal);
        Assert.Equal([name], await vault.Authority.Secrets.FindDamagedAsync(s_none));
        Assert.DoesNotContain(await vault.EventsAsync(), entry => entry.Action == CredentialAction.Reveal);
        Assert.Equal(SecretForm.Of(Sample(SecretValueType.String)), SecretForm.Of((await vault.Authority.Secrets.RevealAsync("two", s_none))!.Value));
    }

    [Fact]
    public async Task Metadata_that_another_hand_broke_is_damage_and_no_fault_of_the_reader()
    {
        await using SampleVault vault = await SampleVault.OpenAsync();
        await SetAsync(vault, "one", Sample(SecretValueType.String), new() { ["Server"] = "here.example" });
        foreach (string broken in (string[])["no json", "null", "[]", "{\"a\":null}", "{\"a\":[\"Int32\",\"x\"]}", "{\"a\":[\"Int32\",\"99999999999\"]}", "{\"a\":[\"Blob\",\"x\"]}"])
        {
            using (StoreConnection connection = StoreConnection.Open(vault.Database, readOnly: false))
            {
                connection.Execute($"UPDATE secret SET metadata = '{broken}'");
            }

            await Refusal.OfAsync(CredentialErrors.StoreDamaged, () => vault.Authority.Secrets.ListAsync([], s_none));
        }
    }

    [Theory]
    [InlineData("")]
    [InlineData(" a")]
    [InlineData("a*")]
    [InlineData("a[1]")]
    [InlineData("a\nb")]
    [InlineData("a\u200eb")]
    public async Task A_name_that_none_can_be_is_refused(string name)
    {
        await using SampleVault vault = await SampleVault.OpenAsync();

        CredentialException error = await Refusal.OfAsync(CredentialErrors.InvalidArgument, () => SetAsync(vault, name, Sample(SecretValueType.String)));

        Assert.StartsWith("Name", error.Message, StringComparison.Ordinal);
        Assert.Null(await vault.Authority.Secrets.RevealAsync(name, s_none));
    }

    public static TheoryData<string, object?> RefusedMetadata => new()
    {
        { "flag", true }, { "big", 1L }, { "ratio", 0.5 }, { "none", null }, { "moment", DateTimeOffset.UnixEpoch }, { "control", "a\u001bb" }, { "long", new string('x', 1025) }, { "a*", 1 }, { "", 1 },
    };

    [Theory]
    [MemberData(nameof(RefusedMetadata))]
    public async Task Metadata_that_is_not_a_text_a_number_or_a_moment_is_refused(string name, object? value)
    {
        await using SampleVault vault = await SampleVault.OpenAsync();

        CredentialException error = await Refusal.OfAsync(CredentialErrors.InvalidArgument, () => SetAsync(vault, "one", Sample(SecretValueType.String), new() { [name] = value! }));

        Assert.StartsWith("Metadata", error.Message, StringComparison.Ordinal);
        Assert.Empty(await vault.Authority.Secrets.ListAsync([], s_none));
    }

    [Fact]
    public async Task Metadata_has_a_limit_and_each_name_once()
    {
        await using SampleVault vault = await SampleVault.OpenAsync();
        Dictionary<string, object> most = Enumerable.Range(0, 64).ToDictionary(i => $"n{i}", i => (object)i);
        await SetAsync(vault, "one", Sample(SecretValueType.String), most);

        await Refusal.OfAsync(CredentialErrors.InvalidArgument, () => SetAsync(vault, "one", Sample(SecretValueType.String), new(most) { ["more"] = 1 }));
        await Refusal.OfAsync(CredentialErrors.InvalidArgument, () => SetAsync(vault, "one", Sample(SecretValueType.String), new() { ["a"] = 1, ["A"] = 2 }));

        Assert.Equal(64, Assert.Single(await vault.Authority.Secrets.ListAsync([], s_none)).Metadata.Count);
    }

    [Fact]
    public async Task A_secret_that_is_too_large_too_deep_or_only_a_part_of_one_is_refused()
    {
        await using SampleVault vault = await SampleVault.OpenAsync();
        SecretValue deep = SecretValue.OfTable([]);
        for (int i = 0; i < 7; i++)
        {
            deep = SecretValue.OfTable(new Dictionary<string, SecretValue> { ["in"] = deep });
        }

        await SetAsync(vault, "deep", deep);
        await SetAsync(vault, "large", SecretValue.OfBytes(new byte[1024 * 1024 - 6]));

        await Refusal.OfAsync(CredentialErrors.InvalidArgument, () => SetAsync(vault, "deep", SecretValue.OfTable(new Dictionary<string, SecretValue> { ["in"] = deep })));
        await Refusal.OfAsync(CredentialErrors.InvalidArgument, () => SetAsync(vault, "large", SecretValue.OfBytes(new byte[1024 * 1024 - 5])));
        await Refusal.OfAsync(CredentialErrors.InvalidArgument, () => SetAsync(vault, "part", SecretValue.Of(1)));
        Assert.Equal(["deep", "large"], (await vault.Authority.Secrets.ListAsync([], s_none)).Select(secret => secret.Name));
        Assert.Equal(1024 * 1024 - 6, (await vault.Authority.Secrets.RevealAsync("large", s_none))!.Value.GetBytes().Length);
    }

    [Fact]
    public void What_a_secret_is_not_it_does_not_give()
    {
        Assert.Throws<InvalidOperationException>(() => SecretValue.OfText(new SecretText("a")).GetBytes());
        Assert.Throws<InvalidOperationException>(() => SecretValue.OfBytes([]).GetText());
        Assert.Throws<InvalidOperationException>(() => SecretValue.OfText(new SecretText("a")).GetScalar());
        Assert.Throws<InvalidOperationException>(() => SecretValue.Of(1).GetEntries());
        Assert.Throws<InvalidOperationException>(() => SecretValue.OfBytes([]).GetUserName());
    }

    private static bool InFiles(SampleVault vault, Encoding encoding) =>
        Directory.EnumerateFiles(vault.Folder, "*", SearchOption.AllDirectories).Any(file => File.ReadAllBytes(file).AsSpan().IndexOf(encoding.GetBytes(Text)) >= 0);
}
