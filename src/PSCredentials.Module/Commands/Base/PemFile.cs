using System.Management.Automation;
using System.Security.Cryptography;
using System.Text;

namespace PSCredentials.Commands;

/// <summary>Reads files that hold one thing in PEM (RFC 7468) or DER.</summary>
internal static class PemFile
{
    /// <summary>The octets of a file's first PEM block with one of the labels; the file's own where it has none. What they are is for the authority to say.</summary>
    /// <param name="cmdlet">Whose location a relative path starts from.</param>
    /// <param name="path">The file.</param>
    /// <param name="labels">Such as <c>CERTIFICATE</c>.</param>
    /// <returns>The octets.</returns>
    /// <exception cref="CredentialException">The file does not exist or cannot be read.</exception>
    internal static byte[] Read(PSCmdlet cmdlet, string path, params string[] labels)
    {
        byte[] bytes = FilePath.ReadAll(FilePath.Resolve(cmdlet, path));
        string text = Encoding.Latin1.GetString(bytes);
        for (int at = Next(text, 0); at >= 0; at = Next(text, at + 1))
        {
            if (PemEncoding.TryFind(text.AsSpan(at), out PemFields fields) && labels.Contains(text.AsSpan(at)[fields.Label].ToString()))
            {
                return Convert.FromBase64String(text[at..][fields.Base64Data]);
            }
        }

        return bytes;
    }

    private static int Next(string text, int from) => text.IndexOf("-----BEGIN ", from, StringComparison.Ordinal);
}
