using System.Globalization;

namespace PSCredentials.Tests.Secrets;

/// <summary>A secret as a text that says everything of it, to compare two.</summary>
internal static class SecretForm
{
    public static string Of(SecretValue value) => $"{value.Type}:" + value.Type switch
    {
        SecretValueType.ByteArray => Convert.ToHexString(value.GetBytes()),
        SecretValueType.String or SecretValueType.SecureString => Units(value.GetText().Reveal()),
        SecretValueType.PSCredential => $"{Units(value.GetUserName())}/{Units(value.GetText().Reveal())}",
        SecretValueType.Hashtable => "{" + string.Join(", ", value.GetEntries().OrderBy(entry => entry.Key, StringComparer.Ordinal).Select(entry => $"{Units(entry.Key)}={Of(entry.Value)}")) + "}",
        SecretValueType.DateTime => ((DateTime)value.GetScalar()).ToString("O", CultureInfo.InvariantCulture),
        _ => Convert.ToString(value.GetScalar(), CultureInfo.InvariantCulture),
    };

    // By code unit, since what is no well-formed Unicode looks alike otherwise.
    private static string Units(string text) => string.Concat(text.Select(c => c is > ' ' and <= '~' ? c.ToString() : $"<{(int)c:x4}>"));
}
