using System.Globalization;
using System.Runtime.InteropServices;
using System.Security.Cryptography;

namespace PSCredentials.Tests;

/// <summary>
/// Tokens of SoftHSM in a folder of the test process. The library reads its configuration once a process, and does not see tokens that come later: all of them are
/// made at first use. Where it is not installed, the test is skipped.
/// </summary>
internal sealed class SoftHsm
{
    /// <summary>The PIN of every token.</summary>
    public const string Pin = "pin-of-the-token-4711";

    /// <summary>The token for whatever a test needs keys in.</summary>
    public const string Token = "psc tests";

    /// <summary>A token that gets wrong PINs.</summary>
    public const string WrongPinToken = "psc-wrong-pin";

    /// <summary>A token that is taken out and put in again.</summary>
    public const string RemovableToken = "psc-removable";

    private static readonly string[] Libraries =
        ["/usr/lib/softhsm/libsofthsm2.so", "/usr/lib/x86_64-linux-gnu/softhsm/libsofthsm2.so", "/usr/lib/aarch64-linux-gnu/softhsm/libsofthsm2.so", "/usr/lib64/softhsm/libsofthsm.so"];

    private static readonly Lazy<Task<SoftHsm>> Made = new(MakeAsync);
    private static int s_count;

    private readonly string _folder;
    private readonly Dictionary<string, string> _folders = [];

    private SoftHsm(string folder) => _folder = folder;

    /// <summary>The library's path.</summary>
    public static string Library { get; } = Libraries.FirstOrDefault(File.Exists) ?? string.Empty;

    /// <summary>The tokens, or a skipped test.</summary>
    public static Task<SoftHsm> RequireAsync()
    {
        Assert.SkipUnless(Library.Length > 0 && ExternalProgram.IsInstalled("softhsm2-util"), "SoftHSM (the package softhsm2) is not installed.");
        return Made.Value;
    }

    /// <summary>Names a key.</summary>
    public static string Uri(string label, string token = Token) =>
        $"pkcs11:token={System.Uri.EscapeDataString(token)};object={label};type=private?module-path={Library}";

    /// <summary>A label that no other test has.</summary>
    public static string NewLabel() => string.Create(CultureInfo.InvariantCulture, $"key-{Interlocked.Increment(ref s_count)}");

    /// <summary>Puts a key into a token under a label of its own.</summary>
    /// <returns>Its URI.</returns>
    public async Task<string> AddAsync(AsymmetricAlgorithm key, string token = Token)
    {
        string label = NewLabel();
        await ImportAsync(key.ExportPkcs8PrivateKeyPem(), label, token);
        return Uri(label, token);
    }

    /// <summary>Puts a key into a token.</summary>
    public async Task ImportAsync(string pem, string label, string token = Token)
    {
        string file = Path.Combine(_folder, label + ".pem");
        await File.WriteAllTextAsync(file, pem);
        string id = RandomNumberGenerator.GetHexString(16);
        (await ExternalProgram.RunAsync("softhsm2-util", "--import", file, "--token", token, "--label", label, "--id", id, "--pin", Pin)).Succeeded();
        File.Delete(file);
    }

    /// <summary>Takes a token out.</summary>
    /// <returns>
    /// Puts it in again. The library sees that after it was finalized, as somebody else in the process may do at any time; so it is done here. For tests that run alone.
    /// </returns>
    public Action Remove(string token)
    {
        string folder = _folders[token];
        string away = Path.Combine(_folder, Path.GetFileName(folder));
        Directory.Move(folder, away);
        return () =>
        {
            Directory.Move(away, folder);
            FinalizeLibrary();
        };
    }

    /// <summary>Ends the library's sessions as somebody else in the process who uses it may do. For tests that run alone.</summary>
    public static void FinalizeLibrary()
    {
        nint library = NativeLibrary.Load(Library);
        Assert.Equal(0U, Marshal.GetDelegateForFunctionPointer<Finalization>(NativeLibrary.GetExport(library, "C_Finalize"))(0));
        NativeLibrary.Free(library);
    }

    private static async Task<SoftHsm> MakeAsync()
    {
        string folder = Directory.CreateTempSubdirectory("psc-hsm-").FullName;
        AppDomain.CurrentDomain.ProcessExit += (_, _) => Directory.Delete(folder, recursive: true);
        string tokens = Directory.CreateDirectory(Path.Combine(folder, "tokens")).FullName;
        string configuration = Path.Combine(folder, "softhsm2.conf");
        await File.WriteAllTextAsync(configuration, $"directories.tokendir = {tokens}\nobjectstore.backend = file\nlog.level = ERROR\n");

        // The library asks the C library, which does not see what .NET alone sets; child processes see that.
        Environment.SetEnvironmentVariable("SOFTHSM2_CONF", configuration);
        Assert.Equal(0, SetEnvironmentVariable("SOFTHSM2_CONF", configuration, 1));
        var made = new SoftHsm(folder);
        foreach (string token in new[] { Token, WrongPinToken, RemovableToken })
        {
            string[] before = Directory.GetDirectories(tokens);
            (await ExternalProgram.RunAsync("softhsm2-util", "--init-token", "--free", "--label", token, "--so-pin", "so-" + Pin, "--pin", Pin)).Succeeded();
            made._folders[token] = Directory.GetDirectories(tokens).Except(before).Single();
        }

        return made;
    }

    private delegate nuint Finalization(nint reserved);

    [DllImport("libc", EntryPoint = "setenv")]
    private static extern int SetEnvironmentVariable(string name, string value, int overwrite);
}
