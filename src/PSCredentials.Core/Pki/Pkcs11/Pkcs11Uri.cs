using System.Globalization;
using System.Text;

namespace PSCredentials.Pki.Pkcs11;

/// <summary>Names a private key in a token (RFC 7512). It never holds a PIN.</summary>
internal sealed record Pkcs11Uri
{
    private const string Field = "Pkcs11Uri";
    private const string Scheme = "pkcs11:";
    private const int MaximumLength = 2048;

    private Pkcs11Uri(string text) => Text = text;

    /// <summary>The text it was read from.</summary>
    public string Text { get; }

    /// <summary>The token's label.</summary>
    public string? Token { get; private init; }

    /// <summary>The token's maker.</summary>
    public string? Manufacturer { get; private init; }

    /// <summary>The token's model.</summary>
    public string? Model { get; private init; }

    /// <summary>The token's serial number.</summary>
    public string? Serial { get; private init; }

    /// <summary>The slot that the token is in.</summary>
    public ulong? SlotId { get; private init; }

    /// <summary>The key's label.</summary>
    public string? Object { get; private init; }

    /// <summary>The key's identifier.</summary>
    public byte[]? Id { get; private init; }

    /// <summary>The token's library: a full path.</summary>
    public string? ModulePath { get; private init; }

    /// <summary>The token's library: the name under which the system knows it.</summary>
    public string? ModuleName { get; private init; }

    /// <summary>The full path of the file that holds the PIN.</summary>
    public string? PinFile { get; private init; }

    /// <summary>Reads a URI.</summary>
    /// <param name="text">The text.</param>
    /// <returns>Its parts.</returns>
    /// <exception cref="CredentialException">It is none, names no key or no library, or holds a PIN. The message does not repeat its values.</exception>
    public static Pkcs11Uri Parse(string text)
    {
        string trimmed = text.Trim();
        if (!trimmed.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase) || trimmed.Length > MaximumLength)
        {
            throw Invalid($"has to begin with '{Scheme}', and has at most {MaximumLength} characters.");
        }

        string[] parts = trimmed[Scheme.Length..].Split('?', 2);
        Dictionary<string, byte[]> path = Split(parts[0], ';');
        Dictionary<string, byte[]> query = Split(parts.Length > 1 ? parts[1] : string.Empty, '&');
        if (query.ContainsKey("pin-value") || path.ContainsKey("pin-value"))
        {
            throw Invalid("holds a PIN (pin-value), and would be kept and shown; give the PIN with -Pkcs11Pin, which is kept sealed.");
        }

        if (Take(path, "type") is { } type && type != "private")
        {
            throw Invalid("has a type that is not 'private'; it has to name a private key.");
        }

        var uri = new Pkcs11Uri(trimmed)
        {
            Token = Take(path, "token"),
            Manufacturer = Take(path, "manufacturer"),
            Model = Take(path, "model"),
            Serial = Take(path, "serial"),
            SlotId = TakeSlot(path),
            Object = Take(path, "object"),
            Id = path.Remove("id", out byte[]? id) ? id : null,
            ModulePath = Take(query, "module-path"),
            ModuleName = Take(query, "module-name"),
            PinFile = TakePinFile(query),
        };
        if (path.Keys.Concat(query.Keys).FirstOrDefault() is { } unknown)
        {
            throw Invalid(
                $"has the attribute '{unknown}'; known are token, manufacturer, model, serial, slot-id, object, id, type, and after '?' module-path, module-name and pin-source.");
        }

        uri.Check();
        return uri;
    }

    /// <inheritdoc/>
    public override string ToString() => Text;

    private void Check()
    {
        if (Object is null && Id is not { Length: > 0 })
        {
            throw Invalid("names no key; it needs object=label, or id=.");
        }

        if (ModulePath is null == ModuleName is null)
        {
            throw Invalid("needs the token's library after '?': either module-path= or module-name=.");
        }

        // What is loaded must not hang on the folder somebody is in.
        if (ModulePath is not null && !Path.IsPathFullyQualified(ModulePath))
        {
            throw Invalid("has a module-path that is not a full path.");
        }

        if (ModuleName is not null && !ModuleName.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_' or '.'))
        {
            throw Invalid("has a module-name with characters other than letters, digits, '-', '_' and '.'.");
        }
    }

    private static Dictionary<string, byte[]> Split(string text, char separator)
    {
        var attributes = new Dictionary<string, byte[]>(StringComparer.Ordinal);
        foreach (string attribute in text.Split(separator, StringSplitOptions.RemoveEmptyEntries))
        {
            int equals = attribute.IndexOf('=', StringComparison.Ordinal);
            string name = equals > 0 ? attribute[..equals] : string.Empty;
            if (name.Length == 0 || !name.All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c is '-' or '_'))
            {
                throw Invalid("is malformed: attributes are name=value, separated by ';', and after '?' by '&'.");
            }

            if (!attributes.TryAdd(name, Decode(name, attribute[(equals + 1)..])))
            {
                throw Invalid($"has the attribute '{name}' twice.");
            }
        }

        return attributes;
    }

    private static byte[] Decode(string name, string value)
    {
        var octets = new List<byte>(value.Length);
        for (int i = 0; i < value.Length; i++)
        {
            if (value[i] == '%' && i + 2 < value.Length && char.IsAsciiHexDigit(value[i + 1]) && char.IsAsciiHexDigit(value[i + 2]))
            {
                octets.Add(byte.Parse(value.AsSpan(i + 1, 2), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture));
                i += 2;
            }
            else if (value[i] is > ' ' and < '\u007f' and not '%')
            {
                octets.Add((byte)value[i]);
            }
            else
            {
                throw Invalid($"has a character in '{name}' that has to be written as % and two hexadecimal digits (a blank as %20).");
            }
        }

        return [.. octets];
    }

    private static string? Take(Dictionary<string, byte[]> attributes, string name)
    {
        if (!attributes.Remove(name, out byte[]? octets))
        {
            return null;
        }

        try
        {
            string value = new UTF8Encoding(false, throwOnInvalidBytes: true).GetString(octets);
            return value.Length > 0 && !value.Any(char.IsControl) ? value : throw Invalid($"has an empty '{name}', or one with control characters.");
        }
        catch (DecoderFallbackException)
        {
            throw Invalid($"has a '{name}' that is not UTF-8.");
        }
    }

    private static ulong? TakeSlot(Dictionary<string, byte[]> path)
    {
        const string Name = "slot-id";
        return Take(path, Name) is not { } text ? null
            : ulong.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out ulong slot) ? slot
            : throw Invalid($"has a {Name} that is not a number.");
    }

    private static string? TakePinFile(Dictionary<string, byte[]> query)
    {
        const string FileScheme = "file:";
        if (Take(query, "pin-source") is not { } source)
        {
            return null;
        }

        string path = source.StartsWith(FileScheme, StringComparison.OrdinalIgnoreCase) ? source[FileScheme.Length..] : source;
        path = path.StartsWith("//", StringComparison.Ordinal) ? path[2..] : path;
        return Path.IsPathFullyQualified(path) ? path : throw Invalid("has a pin-source that is not file: and a full path.");
    }

    private static CredentialException Invalid(string fault) => CredentialException.Invalid(Field, fault);
}
