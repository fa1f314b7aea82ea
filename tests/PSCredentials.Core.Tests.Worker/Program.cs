namespace PSCredentials.Tests.Worker;

/// <summary>
/// A process of its own that works on a vault, so that tests can see several processes, a killed one, and one of another user.
/// </summary>
internal static class Program
{
    private static async Task<int> Main(string[] arguments)
    {
        string command = arguments[0];
        var options = new AuthorityOptions { Path = arguments[1], Protection = VaultProtection.KeyFile, Caller = "worker" };
        try
        {
            await using ICredentialAuthority authority = await new EmbeddedAuthorityProvider().OpenAsync(options, CancellationToken.None);
            switch (command)
            {
                case "issue":
                    await IssueAsync(authority, arguments[2], int.Parse(arguments[3], System.Globalization.CultureInfo.InvariantCulture));
                    break;
                case "certify":
                    await CertifyAsync(authority, arguments[2], int.Parse(arguments[3], System.Globalization.CultureInfo.InvariantCulture));
                    break;
                case "rollover":
                    await RollOverAsync(authority, int.Parse(arguments[2], System.Globalization.CultureInfo.InvariantCulture));
                    break;
                case "verify":
                    await VerifyAsync(authority);
                    break;
                case "tokens":
                    await AnswerTokensAsync(((IServedAuthority)authority).AccessTokens);
                    break;
                case "revoke":
                    await authority.ApiCredentials.RevokeAsync(
                        CredentialReference.ByName(arguments[2]), RevocationReason.KeyCompromise, CancellationToken.None);
                    break;
                case "describe":
                    await DescribeAsync(authority, arguments[2], arguments[3]);
                    break;
                default:
                    throw new ArgumentException($"There is no command '{command}'.");
            }

            return 0;
        }
        catch (CredentialException exception)
        {
            await Console.Out.WriteLineAsync($"error {exception.ErrorId}");
            return 1;
        }
    }

    /// <summary>Issues tokens one after the other, and says each as soon as it was answered.</summary>
    private static async Task IssueAsync(ICredentialAuthority authority, string prefix, int count)
    {
        Stream output = Console.OpenStandardOutput();
        for (int i = 0; i < count; i++)
        {
            IssuedApiCredential issued = await authority.ApiCredentials.CreateAsync(
                new ApiCredentialRequest { Name = $"{prefix}-{i:00000}", Type = CredentialType.ApiToken }, CancellationToken.None);
            await output.WriteAsync(System.Text.Encoding.ASCII.GetBytes($"{issued.Name} {issued.GetToken()}\n"));
            await output.FlushAsync();
        }
    }

    /// <summary>Changes the description of a project's credential again and again, and says each as soon as it was answered, with what became of its deployment.</summary>
    private static async Task DescribeAsync(ICredentialAuthority authority, string username, string prefix)
    {
        Stream output = Console.OpenStandardOutput();
        for (int i = 0; ; i++)
        {
            ProjectCredential changed = await authority.ProjectCredentials.ChangeAsync(
                CredentialReference.ByName(username), new ProjectCredentialChange { Description = $"{prefix}-{i:00000}" }, CancellationToken.None);
            await output.WriteAsync(System.Text.Encoding.ASCII.GetBytes($"{changed.Description} {changed.DeploymentResult!.Success}\n"));
            await output.FlushAsync();
        }
    }

    /// <summary>Issues certificates one after the other, and says each as soon as it was answered.</summary>
    private static async Task CertifyAsync(ICredentialAuthority authority, string prefix, int count)
    {
        for (int i = 0; i < count; i++)
        {
            IssuedApiCredential issued = await authority.ApiCredentials.CreateAsync(
                new ApiCredentialRequest { Name = $"{prefix}-{i:00000}", Type = CredentialType.ApiCertificate, Password = BundlePassword.Generate }, CancellationToken.None);
            await Console.Out.WriteLineAsync($"{issued.Issuer} {Convert.ToBase64String(issued.Certificate!.RawData)}");
            await Console.Out.FlushAsync();
        }
    }

    /// <summary>Puts one certificate authority after the other in the place of the current one, and says each as soon as it was answered.</summary>
    private static async Task RollOverAsync(ICredentialAuthority authority, int count)
    {
        for (int i = 0; i < count; i++)
        {
            CredentialAuthorityCertificate next = await authority.CertificateAuthorities.RollOverAsync(new CertificateAuthorityRollOver(), CancellationToken.None);
            await Console.Out.WriteLineAsync(next.SerialNumber);
            await Console.Out.FlushAsync();
        }
    }

    /// <summary>Answers each token on standard input with its verdict.</summary>
    private static async Task VerifyAsync(ICredentialAuthority authority)
    {
        while (await Console.In.ReadLineAsync() is { } token)
        {
            CredentialVerdict verdict = await authority.Verifier.VerifyTokenAsync(token, null, CancellationToken.None);
            await Console.Out.WriteLineAsync(verdict.Reason.ToString());
            await Console.Out.FlushAsync();
        }
    }

    /// <summary>Grants an access token for each key on standard input, and answers each token with its verdict.</summary>
    private static async Task AnswerTokensAsync(IAccessTokenService tokens)
    {
        while (await Console.In.ReadLineAsync() is { } line)
        {
            string[] words = line.Split(' ');
            await Console.Out.WriteLineAsync(words[0] == "grant"
                ? (await tokens.GrantForApiKeyAsync(words[1], null, CancellationToken.None)).Token!.Reveal()
                : (await tokens.VerifyAsync(words[1], null, null, CancellationToken.None)).Reason.ToString());
            await Console.Out.FlushAsync();
        }
    }
}
