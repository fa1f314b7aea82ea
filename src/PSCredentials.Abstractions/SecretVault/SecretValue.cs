namespace PSCredentials;

/// <summary>A secret on its way in or out of a vault. What it holds comes out of methods alone, so that no view, serializer or log finds it.</summary>
public sealed class SecretValue
{
    private readonly object _content;

    private SecretValue(SecretValueType type, object content) => (Type, _content) = (type, content);

    /// <summary>What it is.</summary>
    public SecretValueType Type { get; }

    /// <summary>Whether it can be a secret by itself, and not only stand in a table.</summary>
    public bool IsWhole => Type <= SecretValueType.Hashtable;

    /// <summary>Bytes.</summary>
    /// <param name="bytes">The bytes, of which it keeps a copy.</param>
    /// <returns>The value.</returns>
    public static SecretValue OfBytes(ReadOnlySpan<byte> bytes) => new(SecretValueType.ByteArray, bytes.ToArray());

    /// <summary>A text that comes back as a text.</summary>
    /// <param name="text">The text.</param>
    /// <returns>The value.</returns>
    public static SecretValue OfText(SecretText text) => new(SecretValueType.String, Given(text));

    /// <summary>A text that comes back as a secure string.</summary>
    /// <param name="text">The text.</param>
    /// <returns>The value.</returns>
    public static SecretValue OfSecureText(SecretText text) => new(SecretValueType.SecureString, Given(text));

    /// <summary>A user name with a password.</summary>
    /// <param name="userName">The user name.</param>
    /// <param name="password">The password.</param>
    /// <returns>The value.</returns>
    public static SecretValue OfCredential(string userName, SecretText password)
    {
        ArgumentNullException.ThrowIfNull(userName);
        return new(SecretValueType.PSCredential, new Account(userName, Given(password)));
    }

    /// <summary>Values by name.</summary>
    /// <param name="entries">The values. Names can differ in case alone.</param>
    /// <returns>The value.</returns>
    public static SecretValue OfTable(IEnumerable<KeyValuePair<string, SecretValue>> entries) =>
        new(SecretValueType.Hashtable, new Dictionary<string, SecretValue>(entries, StringComparer.Ordinal));

    /// <summary>True or false, for a table.</summary>
    /// <param name="value">The value.</param>
    /// <returns>The value.</returns>
    public static SecretValue Of(bool value) => new(SecretValueType.Boolean, value);

    /// <summary>A number, for a table.</summary>
    /// <param name="value">The value.</param>
    /// <returns>The value.</returns>
    public static SecretValue Of(int value) => new(SecretValueType.Int32, value);

    /// <summary>A number, for a table.</summary>
    /// <param name="value">The value.</param>
    /// <returns>The value.</returns>
    public static SecretValue Of(long value) => new(SecretValueType.Int64, value);

    /// <summary>A number, for a table.</summary>
    /// <param name="value">The value.</param>
    /// <returns>The value.</returns>
    public static SecretValue Of(double value) => new(SecretValueType.Double, value);

    /// <summary>A moment, for a table.</summary>
    /// <param name="value">The value.</param>
    /// <returns>The value.</returns>
    public static SecretValue Of(DateTime value) => new(SecretValueType.DateTime, value);

    /// <summary>The bytes.</summary>
    /// <returns>A copy.</returns>
    /// <exception cref="InvalidOperationException">It is of another type.</exception>
    public byte[] GetBytes() => [.. Content<byte[]>()];

    /// <summary>The text, or the password of a credential.</summary>
    /// <returns>The text.</returns>
    /// <exception cref="InvalidOperationException">It is of another type.</exception>
    public SecretText GetText() => _content is Account account ? account.Password : Content<SecretText>();

    /// <summary>The user name of a credential.</summary>
    /// <returns>The name.</returns>
    /// <exception cref="InvalidOperationException">It is of another type.</exception>
    public string GetUserName() => Content<Account>().UserName;

    /// <summary>The values of a table.</summary>
    /// <returns>The values by name.</returns>
    /// <exception cref="InvalidOperationException">It is of another type.</exception>
    public IReadOnlyDictionary<string, SecretValue> GetEntries() => Content<Dictionary<string, SecretValue>>();

    /// <summary>The number, moment or truth that stands in a table.</summary>
    /// <returns>A <see cref="bool"/>, <see cref="int"/>, <see cref="long"/>, <see cref="double"/> or <see cref="System.DateTime"/>.</returns>
    /// <exception cref="InvalidOperationException">It is of another type.</exception>
    public object GetScalar() => IsWhole ? throw Other() : _content;

    /// <summary>Never the secret.</summary>
    /// <returns>The name of <see cref="Type"/>.</returns>
    public override string ToString() => Type.ToString();

    private static SecretText Given(SecretText text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return text;
    }

    private T Content<T>() => _content is T content ? content : throw Other();

    private InvalidOperationException Other() => new($"The secret is of type {Type}.");

    private sealed record Account(string UserName, SecretText Password);
}
