using System.Buffers;
using System.Text;

namespace PSCredentials.Policy;

/// <summary>What a password that is chosen for a bundle or a key may look like. No refusal shows a character of it.</summary>
internal static class PasswordRules
{
    /// <summary>Refuses a password that the policy does not allow, or that programs would read differently from one another.</summary>
    /// <param name="password">The password.</param>
    /// <param name="least">The least number of characters; an empty password is refused whatever it says.</param>
    /// <exception cref="CredentialException">It cannot be a password.</exception>
    public static void Check(SecretText password, int least)
    {
        // RFC 7292 does not say what an empty password is, and programs take it for two different things.
        least = Math.Max(1, least);
        ReadOnlySpan<char> text = password.Reveal();
        if (text.Length < least || text.Length > FieldRules.LongestText)
        {
            throw NotAllowed($"has {text.Length} characters; the policy allows {least} to {FieldRules.LongestText}.");
        }

        while (!text.IsEmpty)
        {
            // The one derivation takes a password as UTF-16 and the other as UTF-8, which half of a surrogate pair does not have.
            if (Rune.DecodeFromUtf16(text, out Rune rune, out int length) != OperationStatus.Done)
            {
                throw NotAllowed("is not well-formed Unicode: it holds half of a surrogate pair.");
            }

            if (Rune.IsControl(rune))
            {
                throw NotAllowed("holds a control character, and many programs take one for its end.");
            }

            text = text[length..];
        }
    }

    private static CredentialException NotAllowed(string fault) => new(CredentialErrors.PasswordNotAllowed, $"Password {fault}");
}
