namespace PSCredentials;

/// <summary>What a right allows: a role, or one permission of a project alone (contract 3).</summary>
public enum CredentialRightRole
{
    /// <summary>Everything in the scope, the rights of others among it.</summary>
    Owner,

    /// <summary>To see, issue, change, end and deploy.</summary>
    Editor,

    /// <summary>To see, never a secret.</summary>
    Viewer,

    /// <summary>IDENTITY+VIEW: to see a project's credentials.</summary>
    IdentityView,

    /// <summary>IDENTITY+MANAGE: to see and change a project's credentials, without their deployment.</summary>
    IdentityManage,

    /// <summary>IDENTITY+DEPLOY_UNDEPLOY: to bring a project's credentials to its environments.</summary>
    IdentityDeploy,
}
