namespace PSCredentials.Contract.Tests.Suite;

/// <summary>A difference to the embedded authority that a vendor's contract forces. The suite asserts it, where a subject has it, in the place of what it is a difference to.</summary>
/// <param name="Name">What it is called.</param>
/// <param name="Why">Why the contract forces it.</param>
/// <param name="Source">Where the contract says so, or where it says nothing that would allow otherwise.</param>
public sealed record Expectation(string Name, string Why, string Source)
{
    public static readonly Expectation NamesAreSuffixed = new(
        nameof(NamesAreSuffixed), "The vendor puts a suffix of its own behind a name, so that the name in the answer counts and no name is ever taken.", "contract 1, CreateResponse.name");

    public static readonly Expectation NoLabels = new(nameof(NoLabels), "There is no field for labels in what makes a credential.", "contract 1, Create; contract 2, POST api-key; contract 3, Credential");

    public static readonly Expectation NoDescription = new(nameof(NoDescription), "There is no field for a description in what makes a credential.", "contract 1, Create and CreateService");

    public static readonly Expectation NoAddresses = new(nameof(NoAddresses), "There is no field for addresses in what makes a credential.", "contract 1, Create; contract 2, POST api-key");

    public static readonly Expectation NoOwner = new(nameof(NoOwner), "A credential belongs to who asks for it.", "contract 1, \"carries its creator's rights\"");

    public static readonly Expectation NoIdempotencyKeys = new(nameof(NoIdempotencyKeys), "Nothing says that two requests are the same one.", "contracts 1 to 3: no such header or field");

    public static readonly Expectation KeysAreMadeThere = new(
        nameof(KeysAreMadeThere), "The authority makes key and bundle as it likes: neither algorithm, nor request, nor encryption can be said.", "contract 1, Create: spec has password alone");

    public static readonly Expectation ClustersAreKnownThere = new(
        nameof(ClustersAreKnownThere), "A kubeconfig points at a cluster by its name; an address cannot be said.", "contract 1, virtual_k8s_name and vk8s_kubeconfig");

    public static readonly Expectation SiteKubeConfigsAreServices = new(
        nameof(SiteKubeConfigsAreServices), "A site's kubeconfig is made as a service credential alone.", "contract 1, CreateService: site_kubeconfig");

    public static readonly Expectation ScimTokenIsNamedThere = new(nameof(ScimTokenIsNamedThere), "The SCIM token has no name in the request.", "contract 1, RecreateScim");

    public static readonly Expectation WholeDays = new(nameof(WholeDays), "A lifetime is a number of days: it is cut, never stretched, and nothing lives for less than one.", "contract 1, expiration_days");

    public static readonly Expectation RenewalNeedsDays = new(nameof(RenewalNeedsDays), "A renewal without days has no default.", "contract 1, Renew: expiration_days, no default said");

    public static readonly Expectation NoRevocationReasons = new(nameof(NoRevocationReasons), "A revocation has a name and a namespace, and no reason.", "contract 1, revoke/…: {name, namespace}");

    public static readonly Expectation RevokedAreGone = new(
        nameof(RevokedAreGone), "What is revoked is marked for deletion and found no more, so that a second revocation finds nothing.", "contract 1, BulkRevokeResponse.credentials_marked_for_deletion");

    public static readonly Expectation RemoveIsRevoke = new(nameof(RemoveIsRevoke), "There is no removal: what is revoked goes by itself.", "contract 1: no DELETE");

    public static readonly Expectation RotationMakesSuccessor = new(
        nameof(RotationMakesSuccessor), "There is no rotation: a successor with an identifier of its own is made, and the old one ended.", "contract 1: no rotation");

    public static readonly Expectation GraceForTokensAlone = new(
        nameof(GraceForTokensAlone), "An old secret works on only where its end can be moved, and that can be said of tokens alone, in days.", "contract 1, renew: tokens only");

    public static readonly Expectation OneNamespace = new(nameof(OneNamespace), "What is named without a namespace is looked for in the one where the vendor keeps all.", "contract 1, \"{namespace} is system\"");

    public static readonly Expectation NoConditions = new(nameof(NoConditions), "Nothing can be asked for on the condition that a record is as it was.", "contracts 1 to 3: no ETag, no If-Match");

    public static readonly Expectation NamesMayRepeat = new(nameof(NamesMayRepeat), "Nothing says that two keys of a workspace cannot have one name.", "contract 2, POST api-key: no such error");

    public static readonly Expectation NoRotationOfUniqueNames = new(
        nameof(NoRotationOfUniqueNames), "A rotation is a second key of the same name, which who keeps names unique does not take: nothing is changed then.", "contract 2: no rotation; our service: unique names");

    public static readonly Expectation ValidUntilIsRequired = new(nameof(ValidUntilIsRequired), "The last day of a key has no default.", "contract 2, POST api-key: validUntil*");

    public static readonly Expectation NoTokenLifetime = new(nameof(NoTokenLifetime), "How long an exchanged token lives can be read, not said.", "contract 2, POST api-key: no tokenTtlSeconds");

    public static readonly Expectation NoRenewal = new(nameof(NoRenewal), "The last day of a key cannot be moved.", "contract 2: no PUT, no PATCH");

    public static readonly Expectation NoSwitching = new(nameof(NoSwitching), "A key cannot be switched off for a time.", "contract 2: no PUT, no PATCH");

    public static readonly Expectation NoGracePeriod = new(nameof(NoGracePeriod), "The old secret ends with the change: nothing ends it later.", "contract 2: DELETE alone; contract 3: PATCH {password}");

    public static readonly Expectation ProjectIsNamed = new(nameof(ProjectIsNamed), "Everything is in a project that the path names; no path lists projects.", "contract 3, /projects/{p}/credentials/");

    public static readonly Expectation FactsNeedPassword = new(
        nameof(FactsNeedPassword), "A change replaces all fields, the password among them, which is not to be read.", "contract 3, PUT: all fields");

    public static readonly Expectation RightsDecideWhatIsSeen = new(
        nameof(RightsDecideWhatIsSeen), "What is seen is what the rights of the caller let see, which the service decides; to see less of it cannot be asked for.", "/v1: no parameter for it");

    public static readonly Expectation NoMomentsOfChange = new(
        nameof(NoMomentsOfChange), "Neither the making nor a change leaves a moment behind that could be read.", "contracts 2 and 3: no such fields in the lists");

    public static readonly Expectation NoProjects = new(nameof(NoProjects), "Projects and roles are made elsewhere.", "contracts 1 to 3: no path for them");

    public static readonly Expectation NoRights = new(nameof(NoRights), "Who may what is said elsewhere.", "contracts 1 to 3: no path for it");

    public static readonly Expectation NoPolicy = new(nameof(NoPolicy), "What is allowed is said elsewhere.", "contracts 1 to 3: no path for it");

    public static readonly Expectation NoVerification = new(
        nameof(NoVerification), "What somebody else presents cannot be asked about: a secret is tried by using it.", "contracts 1 to 3: no path for it");

    public static readonly Expectation NoWayBack = new(nameof(NoWayBack), "What was removed there cannot be restored.", "contracts 1 to 3: no path for it");

    public static readonly Expectation NoClusters = new(nameof(NoClusters), "Clusters are known there or not.", "contracts 1 to 3: no path for them");

    public static readonly Expectation NoEnvironments = new(nameof(NoEnvironments), "Environments are named in results alone.", "contract 3, deploymentResult; contracts 1 and 2: none");

    public static readonly Expectation NoNotifications = new(nameof(NoNotifications), "Nobody is told of ends from there.", "contracts 1 to 3: no path for it");

    public static readonly Expectation NoTrail = new(nameof(NoTrail), "What was done is not told.", "contracts 1 to 3: no path for it");

    public static readonly Expectation RightsAreWorkedOutThere = new(
        nameof(RightsAreWorkedOutThere), "What somebody may is worked out for each request, where it is asked.", "/v1: no path for it; contracts 1 to 3: none");

    public static readonly Expectation FilesAreWrittenThere = new(
        nameof(FilesAreWrittenThere), "Who is not on the authority's machine names no file and no command on it.", "/v1, POST environments: webhooks alone; contracts 1 to 3: none");

    public static readonly Expectation TrailIsProvenThere = new(nameof(TrailIsProvenThere), "The trail is proven where its keys are.", "/v1: no path for it; contracts 1 to 3: none");

    public static readonly Expectation SecretsAreKeptHere = new(
        nameof(SecretsAreKeptHere), "What is issued is read again from a vault on this machine alone.", "/v1: no path that hands out secrets; contracts 1 to 3: none");

    /// <summary>All of them, for the check that each is asserted.</summary>
    public static IReadOnlyList<Expectation> All { get; } =
    [
        .. typeof(Expectation).GetFields(System.Reflection.BindingFlags.Public | System.Reflection.BindingFlags.Static).Select(field => field.GetValue(null)).OfType<Expectation>(),
    ];

    public override string ToString() => Name;
}
