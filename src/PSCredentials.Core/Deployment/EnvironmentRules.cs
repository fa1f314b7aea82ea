using System.Net;
using PSCredentials.Policy;
using PSCredentials.Projects;
using PSCredentials.Protection;

namespace PSCredentials.Deployment;

/// <summary>What an environment may look like. Each refusal names the field, the fault and what is allowed.</summary>
internal static class EnvironmentRules
{
    private const int LongestTarget = 2048;
    private const int MostArguments = 64;

    /// <summary>Checks a request.</summary>
    /// <returns>The request with name and target in the form that they are kept in.</returns>
    public static CredentialEnvironmentRequest Check(CredentialEnvironmentRequest request)
    {
        CredentialEnvironmentRequest named = request with { Name = ProjectRules.Name(request.Name) };
        switch (request.Kind)
        {
            case CredentialEnvironmentKind.Htpasswd:
                if (request.SigningKey is not null)
                {
                    throw CredentialException.Invalid("SigningKey", "is for webhooks; leave it out for a password file.");
                }

                return named with { Target = FilePath(request.Target), ReloadCommand = CommandLine("ReloadCommand", request.ReloadCommand) };
            case CredentialEnvironmentKind.Webhook:
                if (request.ReloadCommand.Count != 0)
                {
                    throw CredentialException.Invalid("ReloadCommand", "is for password files; leave it out for a webhook.");
                }

                WebhookKey.Read(request.SigningKey);
                return named with { Target = Address("Target", request.Target).AbsoluteUri };
            default:
                throw CredentialException.Invalid(
                    "Kind", $"{(int)request.Kind} is not a kind; allowed are {string.Join(", ", Enum.GetNames<CredentialEnvironmentKind>())}.");
        }
    }

    /// <summary>Whether an address is this machine's own.</summary>
    public static bool IsLoopback(Uri address) =>
        address.HostNameType is UriHostNameType.IPv4 or UriHostNameType.IPv6
            ? IPAddress.IsLoopback(IPAddress.Parse(address.DnsSafeHost))
            : address.Host.Equals("localhost", StringComparison.OrdinalIgnoreCase);

    /// <summary>The address of a webhook: https, or http on this machine.</summary>
    public static Uri Address(string field, string target)
    {
        string text = FieldRules.Text(field, target, LongestTarget);
        if (!Uri.TryCreate(text, UriKind.Absolute, out Uri? address) || address.Scheme is not ("https" or "http") || address.Host.Length == 0)
        {
            throw CredentialException.Invalid(field, "is not an address such as https://gateway.example.com/credentials.");
        }

        // The address itself stays out of these messages: what is wrong with it may be a secret.
        if (address.UserInfo.Length != 0)
        {
            throw CredentialException.Invalid(field, "holds a user or password; a webhook knows its sender by the signature.");
        }

        if (address.Fragment.Length != 0)
        {
            throw CredentialException.Invalid(field, "has a fragment, which is never sent; leave out what begins with '#'.");
        }

        return address.Scheme == "https" || IsLoopback(address)
            ? address
            : throw CredentialException.Invalid(field, "begins with http; only an address of this machine may, others need https.");
    }

    /// <summary>A program and its arguments. By an absolute path, so that nothing is run that lies by chance in the folder one stands in.</summary>
    public static IReadOnlyList<string> CommandLine(string field, IReadOnlyList<string> command)
    {
        if (command.Count == 0)
        {
            return command;
        }

        if (command.Count > MostArguments)
        {
            throw CredentialException.Invalid(field, $"has {command.Count} parts; at most {MostArguments} are allowed.");
        }

        string[] parts = [.. command.Select(part => FieldRules.Text(field, part))];
        if (!Path.IsPathFullyQualified(parts[0]))
        {
            throw CredentialException.Invalid(field, $"'{parts[0]}' is not the absolute path of a program; its arguments follow as texts of their own.");
        }

        return File.Exists(parts[0]) ? parts : throw CredentialException.Invalid(field, $"'{parts[0]}' does not exist.");
    }

    private static string FilePath(string target)
    {
        string path = FieldRules.Text("Target", target, LongestTarget);
        if (!Path.IsPathFullyQualified(path) || Path.EndsInDirectorySeparator(path))
        {
            throw CredentialException.Invalid("Target", $"'{path}' is not the absolute path of a file.");
        }

        path = Path.GetFullPath(path);
        if (Directory.Exists(path))
        {
            throw CredentialException.Invalid("Target", $"'{path}' is a folder; name a file in it.");
        }

        return Directory.Exists(Path.GetDirectoryName(path))
            ? path
            : throw CredentialException.Invalid("Target", $"'{path}' lies in a folder that does not exist; make it first, with the rights that the web server needs.");
    }
}
