using System.Globalization;
using System.Security.Cryptography;

namespace PSCredentials.Secrets;

/// <summary>A secret as bytes, to be sealed. Texts are written by code unit, so that any text comes back as it was, well-formed Unicode or not.</summary>
internal static class SecretValueEncoding
{
    private const byte Version = 1;

    /// <summary>Writes a secret.</summary>
    public static byte[] Write(SecretValue value)
    {
        using var stream = new MemoryStream();
        using var writer = new BinaryWriter(stream);
        writer.Write(Version);
        Write(writer, value);
        byte[] bytes = stream.ToArray();
        CryptographicOperations.ZeroMemory(stream.GetBuffer());
        return bytes;
    }

    /// <summary>Reads what <see cref="Write(SecretValue)"/> wrote.</summary>
    /// <exception cref="InvalidDataException">It is nothing that this version writes.</exception>
    public static SecretValue Read(byte[] bytes)
    {
        using var reader = new BinaryReader(new MemoryStream(bytes, writable: false));
        try
        {
            return reader.ReadByte() == Version ? Read(reader) : throw new InvalidDataException();
        }
        catch (EndOfStreamException exception)
        {
            throw new InvalidDataException(exception.Message, exception);
        }
    }

    private static void Write(BinaryWriter writer, SecretValue value)
    {
        writer.Write((byte)value.Type);
        switch (value.Type)
        {
            case SecretValueType.ByteArray:
                byte[] bytes = value.GetBytes();
                writer.Write(bytes.Length);
                writer.Write(bytes);
                CryptographicOperations.ZeroMemory(bytes);
                break;
            case SecretValueType.String or SecretValueType.SecureString:
                Write(writer, value.GetText().Reveal());
                break;
            case SecretValueType.PSCredential:
                Write(writer, value.GetUserName());
                Write(writer, value.GetText().Reveal());
                break;
            case SecretValueType.Hashtable:
                IReadOnlyDictionary<string, SecretValue> entries = value.GetEntries();
                writer.Write(entries.Count);
                foreach ((string name, SecretValue entry) in entries)
                {
                    Write(writer, name);
                    Write(writer, entry);
                }

                break;
            case SecretValueType.Boolean:
                writer.Write((bool)value.GetScalar());
                break;
            case SecretValueType.Int32:
                writer.Write((int)value.GetScalar());
                break;
            case SecretValueType.Int64:
                writer.Write((long)value.GetScalar());
                break;
            case SecretValueType.Double:
                writer.Write((double)value.GetScalar());
                break;
            default:
                Write(writer, ((DateTime)value.GetScalar()).ToString("O", CultureInfo.InvariantCulture));
                break;
        }
    }

    private static SecretValue Read(BinaryReader reader) => (SecretValueType)reader.ReadByte() switch
    {
        SecretValueType.ByteArray => SecretValue.OfBytes(reader.ReadBytes(reader.ReadInt32())),
        SecretValueType.String => SecretValue.OfText(new SecretText(Text(reader))),
        SecretValueType.SecureString => SecretValue.OfSecureText(new SecretText(Text(reader))),
        SecretValueType.PSCredential => SecretValue.OfCredential(Text(reader), new SecretText(Text(reader))),
        SecretValueType.Hashtable => SecretValue.OfTable(Entries(reader)),
        SecretValueType.Boolean => SecretValue.Of(reader.ReadBoolean()),
        SecretValueType.Int32 => SecretValue.Of(reader.ReadInt32()),
        SecretValueType.Int64 => SecretValue.Of(reader.ReadInt64()),
        SecretValueType.Double => SecretValue.Of(reader.ReadDouble()),
        SecretValueType.DateTime => SecretValue.Of(DateTime.ParseExact(Text(reader), "O", CultureInfo.InvariantCulture, DateTimeStyles.RoundtripKind)),
        _ => throw new InvalidDataException(),
    };

    private static List<KeyValuePair<string, SecretValue>> Entries(BinaryReader reader)
    {
        int count = reader.ReadInt32();
        var entries = new List<KeyValuePair<string, SecretValue>>();
        for (int i = 0; i < count; i++)
        {
            string name = Text(reader);
            entries.Add(new(name, Read(reader)));
        }

        return entries;
    }

    // BinaryWriter's own texts would lose what is no well-formed Unicode.
    private static void Write(BinaryWriter writer, string text)
    {
        writer.Write(text.Length);
        foreach (char c in text)
        {
            writer.Write((ushort)c);
        }
    }

    private static string Text(BinaryReader reader)
    {
        int length = reader.ReadInt32();
        return string.Create(length, reader, static (text, source) =>
        {
            for (int i = 0; i < text.Length; i++)
            {
                text[i] = (char)source.ReadUInt16();
            }
        });
    }
}
