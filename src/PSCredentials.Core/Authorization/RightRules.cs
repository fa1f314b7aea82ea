using PSCredentials.Policy;

namespace PSCredentials.Authorization;

/// <summary>What a right may look like.</summary>
internal static class RightRules
{
    /// <summary>A right with names as they are kept.</summary>
    /// <exception cref="CredentialException">It is none.</exception>
    public static CredentialRight Check(CredentialRight right)
    {
        ArgumentNullException.ThrowIfNull(right);
        string principal = FieldRules.Name("Principal", right.Principal, 1, FieldRules.LongestText);
        if (!Enum.IsDefined(right.ScopeType))
        {
            throw CredentialException.Invalid("ScopeType", $"{(int)right.ScopeType} is none; allowed are {string.Join(", ", Enum.GetNames<CredentialScopeType>())}.");
        }

        if (!Enum.IsDefined(right.Role))
        {
            throw CredentialException.Invalid("Role", $"{(int)right.Role} is none; allowed are {string.Join(", ", Enum.GetNames<CredentialRightRole>())}.");
        }

        string scope = Scope(right.ScopeType, right.Scope);
        return right.ScopeType != CredentialScopeType.Project && right.Role is CredentialRightRole.IdentityView or CredentialRightRole.IdentityManage or CredentialRightRole.IdentityDeploy
            ? throw CredentialException.Invalid("Role", $"{right.Role} is a permission of projects alone; give a project, or * for each, or one of the roles Owner, Editor and Viewer.")
            : right with { Principal = principal, Scope = scope };
    }

    private static string Scope(CredentialScopeType type, string? scope)
    {
        if (type == CredentialScopeType.Authority)
        {
            return string.IsNullOrEmpty(scope) ? string.Empty : throw CredentialException.Invalid("Scope", "names something; a right of the whole authority has none.");
        }

        return string.IsNullOrEmpty(scope)
            ? throw CredentialException.Invalid(type.ToString(), "is empty; give a name, or * for each.")
            : scope == EffectiveRights.EveryScope ? scope : FieldRules.Name(type.ToString(), scope, 1, FieldRules.LongestText);
    }
}
