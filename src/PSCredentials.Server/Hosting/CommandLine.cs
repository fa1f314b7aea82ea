using System.Reflection;
using System.Text;

namespace PSCredentials.Server.Hosting;

/// <summary>What stands on the command line: settings, and questions that are answered without a start.</summary>
internal static class CommandLine
{
    private static readonly string[] Sections = [ServiceOptions.Section + ":", "Logging:"];

    /// <summary>Reads the command line.</summary>
    /// <param name="args">The command line.</param>
    /// <returns>What is to be printed in place of a start; null where there is nothing.</returns>
    /// <exception cref="CredentialException">Something there has no meaning.</exception>
    public static string? Answer(string[] args)
    {
        if (args.Any(arg => arg is "--help" or "-h" or "-?"))
        {
            return Help();
        }

        if (args.Contains("--version"))
        {
            return typeof(CommandLine).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()!.InformationalVersion;
        }

        for (int i = 0; i < args.Length; i++)
        {
            int equals = args[i].IndexOf('=', StringComparison.Ordinal);
            string name = equals < 0 ? args[i] : args[i][..equals];
            if (!name.StartsWith("--", StringComparison.Ordinal) || !Array.Exists(Sections, section => name.AsSpan(2).StartsWith(section, StringComparison.OrdinalIgnoreCase)))
            {
                // The value is not told: it can be a secret that was meant for elsewhere.
                throw CredentialException.Invalid(
                    $"'{Visible(name)}'", $"on the command line has no meaning; settings are written as --{ServiceOptions.Section}:{nameof(ServiceOptions.HttpsPort)} 8443, and --help lists them.");
            }

            if (equals < 0 && ++i == args.Length)
            {
                throw CredentialException.Invalid(Visible(name), "needs a value behind it.");
            }
        }

        return null;
    }

    private static string Help()
    {
        var help = new StringBuilder();
        help.AppendLine("Serves the vault of an authority over HTTPS.").AppendLine();
        help.AppendLine($"  --{ServiceOptions.Section}:<setting> <value>   or <setting>=<value>; see below");
        help.AppendLine("  --Logging:LogLevel:Default <level>   Trace, Debug, Information, Warning, Error, Critical, None");
        help.AppendLine($"  {HealthProbe.Argument} <address>   asks a service that runs, as in {HealthProbe.Argument} http://localhost:8080/health/ready: exit code 0 if it is well, else 1");
        help.AppendLine("  --help, --version").AppendLine();
        help.AppendLine($"Settings stand also in section {ServiceOptions.Section} of appsettings.json, and in environment variables such as {ServiceOptions.Section}__{nameof(ServiceOptions.HttpsPort)};");
        help.AppendLine("of a list, each value is named by its number from 0 on, as in TrustedProxy:0. docs/guides/service.md says what each means. Their defaults:").AppendLine();
        foreach (Setting setting in Settings.All)
        {
            help.AppendLine($"  {setting.Name + (setting.IsList ? ":<n>" : string.Empty),-32}{setting.Default}".TrimEnd());
        }

        return help.ToString().TrimEnd();
    }

    private static string Visible(string name) => new([.. name.Take(64).Select(character => char.IsControl(character) ? '?' : character)]);
}
