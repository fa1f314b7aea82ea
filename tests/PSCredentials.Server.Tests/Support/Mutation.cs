using System.Text;

namespace PSCredentials.Server.Tests.Support;

/// <summary>Spoils bodies in a way that a seed repeats.</summary>
internal sealed class Mutation(int seed)
{
    private static readonly string[] Pieces =
    [
        "null", "true", "-1", "1e999", "\"\"", "[]", "{}", "[null]", "\"\\ud800\"", "\"\\u0000\"", "\"*\"", "}", "]", ",", ":", "\"", "\\", "\u202e", "\ufeff", "0",
        "\"2024-13-45\"", "\"0001-01-01T00:00:00+14:00\"", "\"9999-12-31T23:59:59.999Z\"", "\"9999-12-31\"", "[[[[[[[[[[", "\"name\":", "\"a@b\"", "\"10.0.0.0/33\"",
    ];

    private readonly Random _random = new(seed);

    /// <summary>A body with one to four mistakes in it, which may be no mistakes at all.</summary>
    public byte[] Of(string body)
    {
        var octets = new List<byte>(Encoding.UTF8.GetBytes(body));
        for (int count = _random.Next(1, 5); count > 0; count--)
        {
            int at = _random.Next(octets.Count + 1);
            switch (_random.Next(6))
            {
                case 0:
                    octets.RemoveRange(at, Math.Min(_random.Next(1, 12), octets.Count - at));
                    break;
                case 1:
                    octets.InsertRange(at, Encoding.UTF8.GetBytes(Pieces[_random.Next(Pieces.Length)]));
                    break;
                case 2 when at < octets.Count:
                    octets[at] = (byte)_random.Next(256);
                    break;
                case 3:
                    Replace(octets);
                    break;
                case 4:
                    octets.InsertRange(at, octets.GetRange(0, Math.Min(_random.Next(60), octets.Count)));
                    break;
                default:
                    octets.InsertRange(at, Enumerable.Repeat((byte)_random.Next(32, 127), _random.Next(1, 2000)));
                    break;
            }
        }

        return [.. octets];
    }

    // A value in the place of another, so that the body stays well-formed more often than not.
    private void Replace(List<byte> octets)
    {
        int colon = octets.IndexOf((byte)':', _random.Next(octets.Count + 1));
        int end = colon < 0 ? -1 : octets.FindIndex(colon, octet => octet is (byte)',' or (byte)'}');
        if (end > colon && colon >= 0)
        {
            octets.RemoveRange(colon + 1, end - colon - 1);
            octets.InsertRange(colon + 1, Encoding.UTF8.GetBytes(Pieces[_random.Next(Pieces.Length)]));
        }
    }
}
