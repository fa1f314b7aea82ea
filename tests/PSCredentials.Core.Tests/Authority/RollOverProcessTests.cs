using PSCredentials.Storage;

namespace PSCredentials.Tests.Authority;

/// <summary>A roll-over while others have the vault open, and one that is killed.</summary>
public sealed class RollOverProcessTests
{
    [Fact]
    public async Task Who_has_the_vault_open_goes_on_with_the_new_one_at_once()
    {
        await using SampleVault vault = await SampleVault.OpenAsync();
        await using ICredentialAuthority other = await OpenApartAsync(vault);
        IssuedApiCredential old = await RollOverTests.CertificateAsync(vault, "old-one");
        Assert.Equal(VerificationReason.Valid, (await SampleVault.VerifyAsync(other, old)).Reason);

        CredentialAuthorityCertificate next = await RollOverTests.RollOverAsync(vault);
        IssuedApiCredential young = await RollOverTests.CertificateAsync(vault, "young-one");

        // At once, though the store looks for other writers only some times a second.
        Assert.Equal(VerificationReason.Valid, (await SampleVault.VerifyAsync(other, young)).Reason);
        Assert.Equal(VerificationReason.Valid, (await SampleVault.VerifyAsync(other, old)).Reason);
        IssuedApiCredential ofOther = await CertificateAsync(other, "of-other");
        Assert.Equal(next.Subject, ofOther.Issuer);
        Assert.Equal(next.Pem, ofOther.GetChainPem());
        Assert.Equal(next.Subject, (await other.Revocation.IssueListAsync(new RevocationListRequest(), CancellationToken.None)).Issuer);
        Assert.Equal(VerificationReason.Valid, (await vault.VerifyAsync(ofOther)).Reason);
    }

    [Fact]
    public async Task What_was_signed_before_the_roll_over_and_not_kept_yet_is_signed_again()
    {
        await using SampleVault vault = await SampleVault.OpenAsync();
        await using ICredentialAuthority other = await OpenApartAsync(vault);
        IssuedApiCredential before = await CertificateAsync(other, "sample-one");
        for (int round = 0; round < 10; round++)
        {
            // The other side believes for up to a fifth of a second that nothing has changed, and signs with what it knows.
            await other.ApiCredentials.CountAsync(new ApiCredentialQuery(), CancellationToken.None);
            CredentialAuthorityCertificate next = await RollOverTests.RollOverAsync(vault);
            IssuedApiCredential issued = await CertificateAsync(other, $"issued-{round}");
            next = round % 2 == 0 ? next : await RollOverTests.RollOverAsync(vault);
            IssuedApiCredential rotated = await other.ApiCredentials.RotateAsync(
                CredentialReference.ById(before.Id), new RotationRequest { Password = BundlePassword.Generate }, CancellationToken.None);

            Assert.Equal(next.Subject, rotated.Issuer);
            Assert.Equal(next.Subject, rotated.Certificate!.Issuer);
            Assert.Equal(next.Subject, (await other.ApiCredentials.GetAsync(CredentialReference.ById(before.Id), CancellationToken.None)).Issuer);
            Assert.Equal(VerificationReason.Valid, (await vault.VerifyAsync(issued)).Reason);
            Assert.Equal(VerificationReason.Valid, (await vault.VerifyAsync(rotated)).Reason);
        }
    }

    [Fact]
    public async Task Killed_in_the_middle_of_it_the_vault_has_the_old_one_or_the_new_one_and_all_that_was_answered()
    {
        const int Rounds = 12;
        await using SampleVault vault = SampleVault.None();
        var random = new Random(20261123);
        var issued = new List<byte[]>();
        var replaced = new List<string>();
        for (int round = 0; round < Rounds; round++)
        {
            using WorkerProcess issuing = WorkerProcess.Start("certify", vault.Folder, $"round-{round:00}", "100000");
            using WorkerProcess rolling = WorkerProcess.Start("rollover", vault.Folder, "100000");
            string?[] first = await Task.WhenAll(FirstLineAsync(issuing), FirstLineAsync(rolling));
            await Task.Delay(random.Next(0, 150), TestContext.Current.CancellationToken);
            rolling.Process.Kill();
            issuing.Process.Kill();
            issued.AddRange((await LinesAsync(first[0], issuing)).Select(line => Convert.FromBase64String(line.Split(' ')[^1])));
            replaced.AddRange(await LinesAsync(first[1], rolling));
        }

        vault.Clock.Set(TimeProvider.System.GetUtcNow());
        await vault.OpenAgainAsync();
        foreach (byte[] certificate in issued)
        {
            Assert.Equal(VerificationReason.Valid, (await vault.Authority.Verifier.VerifyCertificateAsync(certificate, null, CancellationToken.None)).Reason);
        }

        IReadOnlyList<CredentialAuthorityCertificate> all = await RollOverTests.ListAsync(vault);
        Assert.Single(all, one => one.IsCurrent);
        Assert.Empty(replaced.Except(all.Select(one => one.SerialNumber)));
        Assert.True(issued.Count > Rounds && all.Count > Rounds, $"{issued.Count} issued, {all.Count} authorities");
        await NothingIsOfAFormerOneAsync(vault);
        await vault.CloseAsync();
        using StoreConnection connection = StoreConnection.Open(vault.Database, readOnly: false);
        Assert.Equal("ok", connection.Text("PRAGMA integrity_check"));
    }

    // In the order of the trail each certificate is of the authority that was current when it was kept.
    private static async Task NothingIsOfAFormerOneAsync(SampleVault vault)
    {
        Dictionary<string, string?> issuers = (await vault.ListAsync()).ToDictionary(credential => credential.Id, credential => credential.Issuer);
        List<CredentialEvent> events = await vault.EventsAsync();
        Assert.Equal(Enumerable.Range(1, events.Count).Select(i => (long)i), events.Select(entry => entry.Sequence));
        string current = events[0].Detail.Split("; ")[^1];
        foreach (CredentialEvent entry in events)
        {
            if (entry.Action == CredentialAction.RollOver)
            {
                current = entry.Detail.Split(" to ")[1].Split(" (serial")[0];
            }
            else if (entry.Action == CredentialAction.Create)
            {
                Assert.Equal(current, issuers[entry.SubjectId]);
            }
        }
    }

    // The same vault through another path is another store in this process, as another process is.
    private static async Task<ICredentialAuthority> OpenApartAsync(SampleVault vault)
    {
        string path = vault.Folder + "-again";
        Directory.CreateSymbolicLink(path, vault.Folder);
        return await vault.Provider.OpenAsync(vault.Options with { Path = path }, CancellationToken.None);
    }

    private static Task<IssuedApiCredential> CertificateAsync(ICredentialAuthority authority, string name) => authority.ApiCredentials.CreateAsync(
        new ApiCredentialRequest { Name = name, Type = CredentialType.ApiCertificate, Password = BundlePassword.Generate }, CancellationToken.None);

    private static Task<string?> FirstLineAsync(WorkerProcess worker) => worker.Output.ReadLineAsync(TestContext.Current.CancellationToken).AsTask();

    // A line that was cut off was not answered.
    private static async Task<IEnumerable<string>> LinesAsync(string? first, WorkerProcess worker)
    {
        string[] lines = (first + "\n" + await worker.Output.ReadToEndAsync(TestContext.Current.CancellationToken)).Split('\n')[..^1];
        await worker.Process.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.All(lines, line => Assert.DoesNotContain("error", line, StringComparison.Ordinal));
        return lines.Where(line => line.Length != 0);
    }
}
