namespace PSCredentials.Tests.Revocation;

/// <summary>Status answers (OCSP), asked and judged by OpenSSL.</summary>
public sealed class StatusAnswerTests
{
    [Theory]
    [InlineData("-sha1")]
    [InlineData("-sha256")]
    [InlineData("-sha384")]
    public async Task OpenSsl_gets_good_revoked_held_and_unknown(string hash)
    {
        await using RevocationVault vault = await RevocationVault.OpenAsync();
        IApiCredentialService credentials = vault.Vault.Credentials;
        IssuedApiCredential good = await vault.IssueAsync("still-good");
        IssuedApiCredential bad = await vault.IssueAsync("key-leaked");
        IssuedApiCredential held = await vault.IssueAsync("held-one");
        IssuedApiCredential removed = await vault.IssueAsync("removed-one");
        IssuedApiCredential rotated = await vault.IssueAsync("rotated-one");
        await credentials.RevokeAsync(RevocationVault.Of(bad), RevocationReason.KeyCompromise, CancellationToken.None);
        await credentials.DisableAsync(RevocationVault.Of(held), CancellationToken.None);
        await credentials.RemoveAsync(RevocationVault.Of(removed), CancellationToken.None);
        await credentials.RotateAsync(
            RevocationVault.Of(rotated), new RotationRequest { Password = BundlePassword.Generate, GracePeriod = TimeSpan.FromHours(1) }, CancellationToken.None);

        Assert.Equal("good", await AskAsync(vault, good, hash));
        Assert.Equal("revoked, keyCompromise", await AskAsync(vault, bad, hash));
        Assert.Equal("revoked, certificateHold", await AskAsync(vault, held, hash));
        Assert.Equal("revoked, certificateHold", await AskAsync(vault, removed, hash));
        Assert.Equal("good", await AskAsync(vault, rotated, hash));
        await credentials.EnableAsync(RevocationVault.Of(held), CancellationToken.None);
        Assert.Equal("good", await AskAsync(vault, held, hash));
        Assert.Equal("unknown", await AskAsync(vault, "0x1234567890", hash));
    }

    [Fact]
    public async Task A_certificate_of_another_authority_is_unknown()
    {
        await using RevocationVault vault = await RevocationVault.OpenAsync();
        await using RevocationVault other = await RevocationVault.OpenAsync();
        IssuedApiCredential foreign = await other.IssueAsync("foreign-one");
        string request = Path.Combine(vault.Folder, "request.der");
        (await ExternalProgram.RunAsync("openssl", "ocsp", "-issuer", other.Root, "-cert", other.Write(foreign), "-reqout", request)).Succeeded();

        string answer = await AnswerAsync(vault, request);
        string text = (await ExternalProgram.RunAsync("openssl", "ocsp", "-respin", answer, "-noverify", "-text")).Succeeded().Everything;

        Assert.Contains("Cert Status: unknown", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Several_certificates_in_one_request_are_all_answered()
    {
        await using RevocationVault vault = await RevocationVault.OpenAsync();
        IssuedApiCredential good = await vault.IssueAsync("still-good");
        IssuedApiCredential bad = await vault.IssueAsync("key-leaked");
        await vault.Vault.Credentials.RevokeAsync(RevocationVault.Of(bad), RevocationReason.Superseded, CancellationToken.None);
        string request = Path.Combine(vault.Folder, "request.der");
        string goodPath = vault.Write(good);
        string badPath = vault.Write(bad);
        (await ExternalProgram.RunAsync(
            "openssl", "ocsp", "-no_nonce", "-issuer", vault.Root, "-cert", goodPath, "-cert", badPath, "-reqout", request)).Succeeded();

        string answer = await AnswerAsync(vault, request);
        ExternalProgram read = await ExternalProgram.RunAsync(
            "openssl", "ocsp", "-no_nonce", "-issuer", vault.Root, "-cert", goodPath, "-cert", badPath, "-respin", answer, "-CAfile", vault.Root);

        Assert.Contains($"{goodPath}: good", read.Everything, StringComparison.Ordinal);
        Assert.Contains($"{badPath}: revoked", read.Everything, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_answer_is_signed_by_a_delegated_key_that_clients_need_not_check()
    {
        await using RevocationVault vault = await RevocationVault.OpenAsync();
        IssuedApiCredential good = await vault.IssueAsync("still-good");
        string request = Path.Combine(vault.Folder, "request.der");
        (await ExternalProgram.RunAsync("openssl", "ocsp", "-issuer", vault.Root, "-cert", vault.Write(good), "-reqout", request)).Succeeded();

        string text = (await ExternalProgram.RunAsync("openssl", "ocsp", "-respin", await AnswerAsync(vault, request), "-noverify", "-text")).Succeeded().Everything;

        Assert.Contains("OCSP Signing", text, StringComparison.Ordinal);
        Assert.Contains("OCSP No Check", text, StringComparison.Ordinal);
        Assert.Contains("OCSP Nonce", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Damaged_requests_get_an_answer_that_says_so_and_nothing_else_happens()
    {
        const int Rounds = 100_000;
        await using RevocationVault vault = await RevocationVault.OpenAsync();
        IssuedApiCredential good = await vault.IssueAsync("still-good");
        string path = Path.Combine(vault.Folder, "request.der");
        (await ExternalProgram.RunAsync("openssl", "ocsp", "-issuer", vault.Root, "-cert", vault.Write(good), "-reqout", path)).Succeeded();
        byte[] request = await File.ReadAllBytesAsync(path, TestContext.Current.CancellationToken);
        var random = new Random(20261123);
        for (int round = 0; round < Rounds; round++)
        {
            byte[] mutated = random.Next(4) == 0 ? request[..random.Next(request.Length)] : [.. request];
            for (int i = random.Next(1, 4); i > 0 && mutated.Length > 0; i--)
            {
                mutated[random.Next(mutated.Length)] = (byte)random.Next(256);
            }

            // Answers are signed, which takes most of the time: what parses is enough to know but for a sample.
            if (round % 100 == 0)
            {
                ReadOnlyMemory<byte> answer = await vault.Vault.Authority.Revocation.AnswerStatusRequestAsync(mutated, CancellationToken.None);
                Assert.Contains(answer.Span[answer.Length == 5 ? 4 : 6], new byte[] { 0, 1 });
            }
            else
            {
                _ = PSCredentials.Pki.OcspRequest.TryRead(mutated, out _);
            }
        }
    }

    private static async Task<string> AskAsync(RevocationVault vault, IssuedApiCredential issued, string hash)
    {
        string certificate = vault.Write(issued);
        return await AskAsync(vault, ["-cert", certificate], certificate, hash);
    }

    private static Task<string> AskAsync(RevocationVault vault, string serial, string hash) => AskAsync(vault, ["-serial", serial], serial, hash);

    private static async Task<string> AskAsync(RevocationVault vault, string[] about, string named, string hash)
    {
        string request = Path.Combine(vault.Folder, "request.der");
        // OpenSSL makes another nonce whenever it builds the question; the nonce has a test of its own.
        string[] question = [hash, "-no_nonce", "-issuer", vault.Root, .. about];
        (await ExternalProgram.RunAsync("openssl", ["ocsp", .. question, "-reqout", request])).Succeeded();
        string answer = await AnswerAsync(vault, request);
        ExternalProgram read = (await ExternalProgram.RunAsync("openssl", ["ocsp", .. question, "-respin", answer, "-CAfile", vault.Root])).Succeeded();
        Assert.Contains("Response verify OK", read.Everything, StringComparison.Ordinal);
        Assert.DoesNotContain("WARNING", read.Everything, StringComparison.Ordinal);
        string[] lines = [.. read.Everything.Split('\n').Select(line => line.Trim())];
        string status = lines.Single(line => line.StartsWith(named + ": ", StringComparison.Ordinal))[(named.Length + 2)..];
        string? reason = lines.FirstOrDefault(line => line.StartsWith("Reason: ", StringComparison.Ordinal));
        return reason is null ? status : $"{status}, {reason["Reason: ".Length..]}";
    }

    private static async Task<string> AnswerAsync(RevocationVault vault, string request)
    {
        byte[] question = await File.ReadAllBytesAsync(request, TestContext.Current.CancellationToken);
        ReadOnlyMemory<byte> answer = await vault.Vault.Authority.Revocation.AnswerStatusRequestAsync(question, CancellationToken.None);
        string path = Path.Combine(vault.Folder, "answer.der");
        await File.WriteAllBytesAsync(path, answer.ToArray(), TestContext.Current.CancellationToken);
        return path;
    }
}
