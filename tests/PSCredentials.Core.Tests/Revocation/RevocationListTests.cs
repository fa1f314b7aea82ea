namespace PSCredentials.Tests.Revocation;

/// <summary>Certificate revocation lists, judged by OpenSSL.</summary>
public sealed class RevocationListTests
{
    [Fact]
    public async Task OpenSsl_takes_the_list_and_refuses_what_is_on_it()
    {
        await using RevocationVault vault = await RevocationVault.OpenAsync();
        IssuedApiCredential good = await vault.IssueAsync("still-good");
        IssuedApiCredential bad = await vault.IssueAsync("key-leaked");
        await vault.Vault.Credentials.RevokeAsync(RevocationVault.Of(bad), RevocationReason.KeyCompromise, CancellationToken.None);

        string crl = vault.Write(await vault.ListAsync());

        ExternalProgram checkedList = (await ExternalProgram.RunAsync("openssl", "crl", "-in", crl, "-noout", "-CAfile", vault.Root)).Succeeded();
        Assert.Contains("verify OK", checkedList.Everything, StringComparison.Ordinal);
        (await ExternalProgram.RunAsync(
            "openssl", "verify", "-x509_strict", "-crl_check", "-CRLfile", crl, "-CAfile", vault.Root, vault.Write(good))).Succeeded();
        ExternalProgram refused = await ExternalProgram.RunAsync(
            "openssl", "verify", "-x509_strict", "-crl_check", "-CRLfile", crl, "-CAfile", vault.Root, vault.Write(bad));
        Assert.NotEqual(0, refused.ExitCode);
        Assert.Contains("certificate revoked", refused.Everything, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Gnutls_takes_the_list()
    {
        await using RevocationVault vault = await RevocationVault.OpenAsync();
        IssuedApiCredential bad = await vault.IssueAsync("key-leaked");
        await vault.Vault.Credentials.RevokeAsync(RevocationVault.Of(bad), RevocationReason.KeyCompromise, CancellationToken.None);
        string crl = vault.Write(await vault.ListAsync());

        ExternalProgram verified = (await ExternalProgram.RunAsync("certtool", "--verify-crl", "--load-ca-certificate", vault.Root, "--infile", crl)).Succeeded();

        Assert.Contains("Verified", verified.Everything, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Each_way_to_end_a_certificate_has_its_reason()
    {
        await using RevocationVault vault = await RevocationVault.OpenAsync();
        IApiCredentialService credentials = vault.Vault.Credentials;
        IssuedApiCredential good = await vault.IssueAsync("still-good");
        IssuedApiCredential unspecified = await vault.IssueAsync("revoked-one");
        IssuedApiCredential removed = await vault.IssueAsync("removed-one");
        IssuedApiCredential held = await vault.IssueAsync("held-one");
        IssuedApiCredential released = await vault.IssueAsync("released-one");
        IssuedApiCredential rotated = await vault.IssueAsync("rotated-one");
        IssuedApiCredential inGrace = await vault.IssueAsync("in-grace-one");
        IssuedApiCredential revokedInGrace = await vault.IssueAsync("revoked-in-grace");
        await credentials.RevokeAsync(RevocationVault.Of(unspecified), RevocationReason.Unspecified, CancellationToken.None);
        await credentials.RemoveAsync(RevocationVault.Of(removed), CancellationToken.None);
        await credentials.DisableAsync(RevocationVault.Of(held), CancellationToken.None);
        await credentials.DisableAsync(RevocationVault.Of(released), CancellationToken.None);
        await credentials.EnableAsync(RevocationVault.Of(released), CancellationToken.None);
        var now = new RotationRequest { Password = BundlePassword.Generate };
        RotationRequest later = now with { GracePeriod = TimeSpan.FromHours(1) };
        IssuedApiCredential successor = await credentials.RotateAsync(RevocationVault.Of(rotated), now, CancellationToken.None);
        await credentials.RotateAsync(RevocationVault.Of(inGrace), later, CancellationToken.None);
        IssuedApiCredential second = await credentials.RotateAsync(RevocationVault.Of(revokedInGrace), later, CancellationToken.None);
        await credentials.RevokeAsync(RevocationVault.Of(revokedInGrace), RevocationReason.KeyCompromise, CancellationToken.None);

        Dictionary<string, string> expected = new()
        {
            [unspecified.SerialNumber!] = "Unspecified",
            [removed.SerialNumber!] = "Certificate Hold",
            [held.SerialNumber!] = "Certificate Hold",
            [rotated.SerialNumber!] = "Superseded",
            [revokedInGrace.SerialNumber!] = "Key Compromise",
            [second.SerialNumber!] = "Key Compromise",
        };
        Assert.Equal(expected, await vault.ReadAsync(await vault.ListAsync()));

        vault.Vault.Clock.Advance(TimeSpan.FromHours(2));
        expected[inGrace.SerialNumber!] = "Superseded";
        Assert.Equal(expected, await vault.ReadAsync(await vault.ListAsync()));
        Assert.DoesNotContain(good.SerialNumber!, expected.Keys);
        Assert.DoesNotContain(successor.SerialNumber!, expected.Keys);
    }

    [Fact]
    public async Task Numbers_grow_and_a_delta_names_what_changed_since_the_full_list()
    {
        await using RevocationVault vault = await RevocationVault.OpenAsync();
        IApiCredentialService credentials = vault.Vault.Credentials;
        IssuedApiCredential early = await vault.IssueAsync("early-one");
        IssuedApiCredential held = await vault.IssueAsync("held-one");
        IssuedApiCredential late = await vault.IssueAsync("late-one");
        await credentials.RevokeAsync(RevocationVault.Of(early), RevocationReason.Superseded, CancellationToken.None);
        await credentials.DisableAsync(RevocationVault.Of(held), CancellationToken.None);
        vault.Vault.Clock.Advance(TimeSpan.FromHours(1));
        RevocationList full = await vault.ListAsync();
        vault.Vault.Clock.Advance(TimeSpan.FromHours(1));
        await credentials.RevokeAsync(RevocationVault.Of(late), RevocationReason.AffiliationChanged, CancellationToken.None);
        await credentials.EnableAsync(RevocationVault.Of(held), CancellationToken.None);

        RevocationList delta = await vault.ListAsync(isDelta: true);

        Assert.Equal((1, null, 2), (full.Number, full.BaseNumber, full.Count));
        Assert.Equal((2, 1L, 2), (delta.Number, delta.BaseNumber, delta.Count));
        Assert.Equal(
            new() { [late.SerialNumber!] = "Affiliation Changed", [held.SerialNumber!] = "Remove From CRL" },
            await vault.ReadAsync(delta));
        string text = (await ExternalProgram.RunAsync("openssl", "crl", "-in", vault.Write(delta), "-noout", "-text")).Succeeded().Output;
        Assert.Contains("X509v3 Delta CRL Indicator: critical", text, StringComparison.Ordinal);
        Assert.Equal(3, (await vault.ListAsync()).Number);
        Assert.Equal(["number 1; 2 certificates", "number 2 on 1; 2 certificates", "number 3; 2 certificates"], (await vault.Vault.EventsAsync())
            .Where(entry => entry.Action == CredentialAction.IssueRevocationList).Select(entry => entry.Detail));
    }

    [Fact]
    public async Task What_expired_stays_until_a_list_was_issued_after_it()
    {
        await using RevocationVault vault = await RevocationVault.OpenAsync();
        IssuedApiCredential shortLived = await vault.Vault.IssueAsync(new ApiCredentialRequest
        {
            Name = "short-life", Type = CredentialType.ApiCertificate, Password = BundlePassword.Generate, Expiry = Expiry.In(TimeSpan.FromDays(1)),
        });
        await vault.Vault.Credentials.RevokeAsync(RevocationVault.Of(shortLived), RevocationReason.KeyCompromise, CancellationToken.None);
        Assert.Equal(1, (await vault.ListAsync()).Count);
        vault.Vault.Clock.Advance(TimeSpan.FromDays(2));

        Assert.Equal(1, (await vault.ListAsync()).Count);
        Assert.Equal(0, (await vault.ListAsync()).Count);
    }

    [Fact]
    public async Task An_empty_list_has_no_entries_and_verifies()
    {
        await using RevocationVault vault = await RevocationVault.OpenAsync();
        RevocationList list = await vault.ListAsync();

        Assert.Equal(0, list.Count);
        Assert.Equal(TimeSpan.FromDays(7), list.NextUpdate - list.ThisUpdate);
        string text = (await ExternalProgram.RunAsync("openssl", "crl", "-in", vault.Write(list), "-noout", "-text", "-CAfile", vault.Root)).Succeeded().Everything;
        Assert.Contains("No Revoked Certificates", text, StringComparison.Ordinal);
        Assert.Contains("verify OK", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Tokens_are_on_no_list()
    {
        await using RevocationVault vault = await RevocationVault.OpenAsync();
        IssuedApiCredential token = await vault.Vault.IssueAsync();
        await vault.Vault.Credentials.RevokeAsync(RevocationVault.Of(token), RevocationReason.KeyCompromise, CancellationToken.None);

        Assert.Equal(0, (await vault.ListAsync()).Count);
    }

    [Fact]
    public async Task A_delta_without_a_full_list_and_an_odd_validity_are_refused_and_take_no_number()
    {
        await using RevocationVault vault = await RevocationVault.OpenAsync();
        IRevocationService service = vault.Vault.Authority.Revocation;

        await Refusal.OfAsync(CredentialErrors.InvalidState, () => vault.ListAsync(isDelta: true));
        foreach (TimeSpan validity in new[] { TimeSpan.Zero, TimeSpan.FromDays(400) })
        {
            await Refusal.OfAsync(
                CredentialErrors.InvalidArgument,
                () => service.IssueListAsync(new RevocationListRequest { Validity = validity }, CancellationToken.None));
        }

        Assert.Equal(1, (await vault.ListAsync()).Number);
    }
}
