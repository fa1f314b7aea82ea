namespace PSCredentials.Tests.Authority;

/// <summary>Another certificate authority takes the place of the current one, and what that one issued stays good.</summary>
public sealed class RollOverTests
{
    [Theory]
    [InlineData(KeyAlgorithm.EcdsaP256, "1.2.840.10045.4.3.2")]
    [InlineData(KeyAlgorithm.EcdsaP384, "1.2.840.10045.4.3.3")]
    [InlineData(KeyAlgorithm.Rsa2048, "1.2.840.113549.1.1.11")]
    [InlineData(KeyAlgorithm.Rsa3072, "1.2.840.113549.1.1.11")]
    public async Task A_vault_is_made_on_the_kind_of_key_that_was_asked_for_and_keeps_it(KeyAlgorithm algorithm, string signature)
    {
        await using SampleVault vault = SampleVault.None();
        await vault.OpenAgainAsync(vault.Options with { CertificateAuthorityKeyAlgorithm = algorithm });

        IssuedApiCredential issued = await CertificateAsync(vault, "first-one");

        Assert.Equal(signature, issued.Certificate!.SignatureAlgorithm.Value);
        Assert.Equal(algorithm, (await CurrentAsync(vault)).KeyAlgorithm);
        Assert.Equal(VerificationReason.Valid, (await vault.VerifyAsync(issued)).Reason);
        CredentialAuthorityCertificate next = await RollOverAsync(vault);
        Assert.Equal(algorithm, next.KeyAlgorithm);
    }

    [Fact]
    public async Task Kinds_of_key_that_cannot_be_are_refused_and_make_nothing()
    {
        await using SampleVault vault = SampleVault.None();

        CredentialException refusal = await Refusal.OfAsync(
            CredentialErrors.InvalidArgument, () => vault.OpenAgainAsync(vault.Options with { CertificateAuthorityKeyAlgorithm = KeyAlgorithm.Ed25519 }));
        Assert.Contains("Windows, .NET and many servers", refusal.Message, StringComparison.Ordinal);
        await Refusal.OfAsync(
            CredentialErrors.InvalidArgument, () => vault.OpenAgainAsync(vault.Options with { CertificateAuthorityKeyAlgorithm = (KeyAlgorithm)99 }));
        Assert.False(Directory.Exists(vault.Folder));
        await vault.OpenAgainAsync();
        await Refusal.OfAsync(CredentialErrors.InvalidArgument, () => RollOverAsync(vault, KeyAlgorithm.Ed25519));
        Assert.Single(await ListAsync(vault));
    }

    [Fact]
    public async Task Old_certificates_stay_good_and_new_ones_are_of_the_new_one()
    {
        await using SampleVault vault = await SampleVault.OpenAsync();
        CredentialAuthorityCertificate first = await CurrentAsync(vault);
        IssuedApiCredential old = await CertificateAsync(vault, "old-one");

        CredentialAuthorityCertificate second = await RollOverAsync(vault, KeyAlgorithm.EcdsaP384);
        IssuedApiCredential young = await CertificateAsync(vault, "young-one");

        Assert.NotEqual(first.Subject, second.Subject);
        Assert.True(second.IsCurrent);
        Assert.Equal((first.Subject, second.Subject), (old.Issuer, young.Issuer));
        Assert.Equal(second.Subject, young.Certificate!.Issuer);
        Assert.Equal(second.Pem, young.GetChainPem());
        Assert.Equal(first.Subject, (await vault.GetAsync("old-one")).Issuer);
        await GoodAsync(vault, old, young);
        Assert.Equal(second.Subject, (await vault.Authority.DescribeAsync(CancellationToken.None)).CertificateAuthoritySubject);
        IReadOnlyList<CredentialAuthorityCertificate> all = await ListAsync(vault);
        Assert.Equal([second.SerialNumber, first.SerialNumber], all.Select(one => one.SerialNumber));
        Assert.Equal([true, false], all.Select(one => one.IsCurrent));
        Assert.Equal([true, true], all.Select(one => one.IsNeeded));
        Assert.Equal([1L, 1L], all.Select(one => one.ActiveCertificateCount));
        Assert.Equal(old.ExpiresAt, all[1].LastCertificateExpiresAt);
        Assert.Equal(vault.Clock.Now, all[1].RetiredAt);

        IssuedApiCredential rotated = await vault.Credentials.RotateAsync(
            CredentialReference.ByName("old-one"), new RotationRequest { Password = BundlePassword.Generate, GracePeriod = TimeSpan.FromHours(1) }, CancellationToken.None);
        Assert.Equal(second.Subject, rotated.Issuer);
        await GoodAsync(vault, old, young, rotated);
        Assert.Equal([2L, 1L], (await ListAsync(vault)).Select(one => one.ActiveCertificateCount));
        vault.Clock.Advance(TimeSpan.FromHours(2));
        Assert.Equal([2L, 0L], (await ListAsync(vault)).Select(one => one.ActiveCertificateCount));

        await vault.CloseAsync();
        await vault.OpenAgainAsync();
        await GoodAsync(vault, young, rotated);
        Assert.False((await vault.VerifyAsync(old)).IsValid);
        List<CredentialEvent> events = await vault.EventsAsync();
        CredentialEvent entry = Assert.Single(events, entry => entry.Action == CredentialAction.RollOver);
        Assert.Equal($"{first.Subject} (serial {first.SerialNumber}) to {second.Subject} (serial {second.SerialNumber})", entry.Detail);
    }

    [Fact]
    public async Task What_is_revoked_before_and_after_is_refused_and_on_the_list_of_its_own_issuer()
    {
        await using SampleVault vault = await SampleVault.OpenAsync();
        IssuedApiCredential before = await CertificateAsync(vault, "revoked-before");
        IssuedApiCredential after = await CertificateAsync(vault, "revoked-after");
        IssuedApiCredential held = await CertificateAsync(vault, "held-one");
        await RevokeAsync(vault, before);
        await vault.Authority.Revocation.IssueListAsync(new RevocationListRequest(), CancellationToken.None);
        CredentialAuthorityCertificate first = await CurrentAsync(vault);
        CredentialAuthorityCertificate second = await RollOverAsync(vault);
        IssuedApiCredential young = await CertificateAsync(vault, "revoked-young");
        await RevokeAsync(vault, after);
        await RevokeAsync(vault, young);
        await vault.Credentials.DisableAsync(CredentialReference.ById(held.Id), CancellationToken.None);

        Assert.Equal(VerificationReason.Revoked, (await vault.VerifyAsync(before)).Reason);
        Assert.Equal(VerificationReason.Revoked, (await vault.VerifyAsync(after)).Reason);
        Assert.Equal(VerificationReason.Revoked, (await vault.VerifyAsync(young)).Reason);
        RevocationList ofSecond = await vault.Authority.Revocation.IssueListAsync(new RevocationListRequest(), CancellationToken.None);
        RevocationList ofFirst = await vault.Authority.Revocation.IssueListAsync(new RevocationListRequest { Issuer = first.Fingerprint.ToLowerInvariant() }, CancellationToken.None);
        RevocationList delta = await vault.Authority.Revocation.IssueListAsync(new RevocationListRequest { Issuer = first.SerialNumber, IsDelta = true }, CancellationToken.None);
        Assert.Equal((second.Subject, 1, 1), (ofSecond.Issuer, ofSecond.Number, ofSecond.Count));
        Assert.Equal((first.Subject, 2, 3), (ofFirst.Issuer, ofFirst.Number, ofFirst.Count));
        Assert.Equal((first.Subject, 3, 2L, 3), (delta.Issuer, delta.Number, delta.BaseNumber, delta.Count));
        await Refusal.OfAsync(
            CredentialErrors.NotFound, () => vault.Authority.Revocation.IssueListAsync(new RevocationListRequest { Issuer = "1234" }, CancellationToken.None));
    }

    [Fact]
    public async Task The_key_of_a_former_one_is_destroyed_when_all_of_its_certificates_have_ended_and_no_sooner()
    {
        await using SampleVault vault = await SampleVault.OpenAsync();
        IssuedApiCredential old = await CertificateAsync(vault, "old-one", TimeSpan.FromDays(30));
        IssuedApiCredential longer = await CertificateAsync(vault, "revoked-one", TimeSpan.FromDays(60));
        await RevokeAsync(vault, longer);
        await vault.Credentials.RemoveAsync(CredentialReference.ById(longer.Id), CancellationToken.None);
        CredentialAuthorityCertificate first = await CurrentAsync(vault);
        await RollOverAsync(vault);
        byte[] sealedKey = SealedKeys(vault)[0]!;

        vault.Clock.Advance(TimeSpan.FromDays(40));
        Assert.Empty(await vault.Authority.CertificateAuthorities.DestroyEndedKeysAsync(CancellationToken.None));
        Assert.Equal(1, (await vault.Authority.Revocation.IssueListAsync(new RevocationListRequest { Issuer = first.SerialNumber }, CancellationToken.None)).Count);
        Assert.True((await ListAsync(vault))[1].IsNeeded);

        vault.Clock.Advance(TimeSpan.FromDays(21));
        CredentialAuthorityCertificate ended = Assert.Single(await vault.Authority.CertificateAuthorities.DestroyEndedKeysAsync(CancellationToken.None));
        Assert.Equal((first.SerialNumber, false, vault.Clock.Now), (ended.SerialNumber, ended.IsNeeded, ended.KeyDestroyedAt));
        Assert.Null(SealedKeys(vault)[0]);
        await Refusal.OfAsync(
            CredentialErrors.InvalidState, () => vault.Authority.Revocation.IssueListAsync(new RevocationListRequest { Issuer = first.SerialNumber }, CancellationToken.None));
        Assert.Equal(VerificationReason.Expired, (await vault.VerifyAsync(old)).Reason);
        Assert.Single(await vault.EventsAsync(), entry => entry.Action == CredentialAction.DestroyKey && entry.Detail == first.Subject);
        await vault.CloseAsync();
        Assert.True(File.ReadAllBytes(vault.Database).AsSpan().IndexOf(sealedKey) < 0);
        await vault.OpenAgainAsync();
        Assert.Equal(VerificationReason.Expired, (await vault.VerifyAsync(old)).Reason);
        Assert.Equal(2, (await ListAsync(vault)).Count);
    }

    [Fact]
    public async Task Two_in_a_row_and_the_first_is_still_known()
    {
        await using SampleVault vault = await SampleVault.OpenAsync();
        IssuedApiCredential first = await CertificateAsync(vault, "first-one");
        await RollOverAsync(vault);
        IssuedApiCredential second = await CertificateAsync(vault, "second-one");
        await RollOverAsync(vault, KeyAlgorithm.EcdsaP384);
        IssuedApiCredential third = await CertificateAsync(vault, "third-one");

        await vault.Authority.ChangeProtectionAsync(VaultProtection.Passphrase, new SecretText("another passphrase"), CancellationToken.None);
        await vault.CloseAsync();
        await vault.OpenAgainAsync(new AuthorityOptions { Path = vault.Folder, Passphrase = new SecretText("another passphrase"), Caller = "tester" });

        await GoodAsync(vault, first, second, third);
        IReadOnlyList<CredentialAuthorityCertificate> all = await ListAsync(vault);
        Assert.Equal(3, all.Select(one => one.Subject).Distinct().Count());
        foreach (CredentialAuthorityCertificate one in all)
        {
            Assert.Equal(one.Subject, (await vault.Authority.Revocation.IssueListAsync(new RevocationListRequest { Issuer = one.SerialNumber }, CancellationToken.None)).Issuer);
        }
    }

    [Fact]
    public async Task One_that_has_ended_gives_way_and_certificates_are_issued_again()
    {
        await using SampleVault vault = await SampleVault.OpenAsync();
        vault.Clock.Advance(TimeSpan.FromDays(7301));
        await Refusal.OfAsync(CredentialErrors.CertificateAuthorityExpired, () => CertificateAsync(vault, "too-late"));
        await Refusal.OfAsync(
            CredentialErrors.CertificateAuthorityExpired, () => vault.Authority.Revocation.IssueListAsync(new RevocationListRequest(), CancellationToken.None));

        await RollOverAsync(vault);

        await GoodAsync(vault, await CertificateAsync(vault, "in-time"));
        Assert.NotNull((await ListAsync(vault))[1].KeyDestroyedAt);
    }

    [Fact]
    public async Task Who_replaces_one_that_is_not_current_any_more_is_refused()
    {
        await using SampleVault vault = await SampleVault.OpenAsync();
        CredentialAuthorityCertificate first = await CurrentAsync(vault);
        var request = new CertificateAuthorityRollOver { Replaces = first.SerialNumber };
        await vault.Authority.CertificateAuthorities.RollOverAsync(request, CancellationToken.None);

        await Refusal.OfAsync(CredentialErrors.InvalidState, () => vault.Authority.CertificateAuthorities.RollOverAsync(request, CancellationToken.None));

        Assert.Equal(2, (await ListAsync(vault)).Count);
    }

    [Fact]
    public async Task At_once_from_many_sides_each_replaces_another_one()
    {
        await using SampleVault vault = await SampleVault.OpenAsync();

        bool[] done = await Task.WhenAll(Enumerable.Range(0, 8).Select(i => Task.Run(async () =>
        {
            try
            {
                await RollOverAsync(vault);
                return true;
            }
            catch (CredentialException refusal) when (refusal.Definition == CredentialErrors.InvalidState)
            {
                return false;
            }
        })));

        IReadOnlyList<CredentialAuthorityCertificate> all = await ListAsync(vault);
        Assert.Contains(true, done);
        Assert.Equal(done.Count(one => one) + 1, all.Count);
        Assert.Equal(all.Count, all.Select(one => one.Subject).Distinct().Count());
        Assert.Single(all, one => one.IsCurrent);
    }

    private static List<byte[]?> SealedKeys(SampleVault vault)
    {
        using var connection = PSCredentials.Storage.StoreConnection.Open(vault.Database, readOnly: true);
        return [.. PSCredentials.Storage.CertificateAuthorityTable.All(connection).Select(record => record.SealedKey)];
    }

    internal static Task<IssuedApiCredential> CertificateAsync(SampleVault vault, string name, TimeSpan? lifetime = null) => vault.IssueAsync(new ApiCredentialRequest
    {
        Name = name,
        Type = CredentialType.ApiCertificate,
        Password = BundlePassword.Generate,
        Expiry = lifetime is { } time ? Expiry.In(time) : Expiry.Default,
    });

    internal static Task<CredentialAuthorityCertificate> RollOverAsync(SampleVault vault, KeyAlgorithm? algorithm = null) =>
        vault.Authority.CertificateAuthorities.RollOverAsync(new CertificateAuthorityRollOver { KeyAlgorithm = algorithm }, CancellationToken.None);

    internal static Task<IReadOnlyList<CredentialAuthorityCertificate>> ListAsync(SampleVault vault) =>
        vault.Authority.CertificateAuthorities.ListAsync(CancellationToken.None);

    internal static Task RevokeAsync(SampleVault vault, ApiCredential credential) =>
        vault.Credentials.RevokeAsync(CredentialReference.ById(credential.Id), RevocationReason.KeyCompromise, CancellationToken.None);

    private static async Task<CredentialAuthorityCertificate> CurrentAsync(SampleVault vault) => (await ListAsync(vault)).Single(one => one.IsCurrent);

    private static async Task GoodAsync(SampleVault vault, params IssuedApiCredential[] issued)
    {
        foreach (IssuedApiCredential one in issued)
        {
            Assert.Equal((one.Name, VerificationReason.Valid), (one.Name, (await vault.VerifyAsync(one)).Reason));
        }
    }
}
