using System.Security.Cryptography;
using System.Text;

namespace PSCredentials.Tests.Fuzzing;

/// <summary>Damages PEM: what is in one of its blocks, the blocks among each other, or the text as it stands.</summary>
internal static class PemMutation
{
    private static readonly string[] s_labels = ["CERTIFICATE", "PRIVATE KEY", "RSA PRIVATE KEY", "EC PRIVATE KEY", "ENCRYPTED PRIVATE KEY", "PUBLIC KEY", "X509 CRL", "", "CERT\u00E4"];

    public static byte[] Mutate(byte[] pem, Random random)
    {
        if (random.Next(4) == 0)
        {
            byte[] text = pem;
            for (int times = random.Next(1, 4); times > 0; times--)
            {
                text = DerMutation.Octets(text, random);
            }

            return text;
        }

        List<(string Label, byte[] Der)> blocks = Read(Encoding.Latin1.GetString(pem));
        int at = random.Next(blocks.Count);
        switch (random.Next(8))
        {
            case 0:
                blocks.Add(blocks[at]);
                break;
            case 1:
                blocks.RemoveAt(at);
                break;
            case 2:
                blocks[at] = (s_labels[random.Next(s_labels.Length)], blocks[at].Der);
                break;
            case 3:
                blocks.Reverse();
                break;
            default:
                blocks[at] = (blocks[at].Label, DerMutation.Mutate(blocks[at].Der, random));
                break;
        }

        return Encoding.Latin1.GetBytes(string.Concat(blocks.Select(block => $"-----BEGIN {block.Label}-----\n{Lines(block.Der)}\n-----END {block.Label}-----\n")));
    }

    private static List<(string Label, byte[] Der)> Read(string text)
    {
        List<(string, byte[])> blocks = [];
        while (PemEncoding.TryFind(text, out PemFields fields))
        {
            blocks.Add((text[fields.Label], Convert.FromBase64String(text[fields.Base64Data])));
            text = text[fields.Location.End..];
        }

        return blocks;
    }

    private static string Lines(byte[] der) => string.Join('\n', Convert.ToBase64String(der).Chunk(64).Select(line => new string(line)));
}
