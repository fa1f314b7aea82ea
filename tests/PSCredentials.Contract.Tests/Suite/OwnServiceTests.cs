using PSCredentials.Contract.Tests.Suite.Subjects;

namespace PSCredentials.Contract.Tests.Suite;

public sealed class OwnServiceApiCredentialTests(OwnServiceSubject subject) : ApiCredentialContract<OwnServiceSubject>(subject);

public sealed class OwnServiceApiCredentialChangeTests(OwnServiceSubject subject) : ApiCredentialChangeContract<OwnServiceSubject>(subject);

public sealed class OwnServiceApiKeyTests(OwnServiceSubject subject) : ApiKeyContract<OwnServiceSubject>(subject);

public sealed class OwnServiceProjectCredentialTests(OwnServiceSubject subject) : ProjectCredentialContract<OwnServiceSubject>(subject);

public sealed class FaultyOwnServiceApiCredentialTests(FaultyOwnServiceSubject subject) : ApiCredentialContract<FaultyOwnServiceSubject>(subject);

public sealed class FaultyOwnServiceApiCredentialChangeTests(FaultyOwnServiceSubject subject) : ApiCredentialChangeContract<FaultyOwnServiceSubject>(subject);

public sealed class FaultyOwnServiceApiKeyTests(FaultyOwnServiceSubject subject) : ApiKeyContract<FaultyOwnServiceSubject>(subject);

public sealed class FaultyOwnServiceProjectCredentialTests(FaultyOwnServiceSubject subject) : ProjectCredentialContract<FaultyOwnServiceSubject>(subject);

public sealed class OwnServiceManagementTests(OwnServiceSubject subject) : ManagementContract<OwnServiceSubject>(subject);

public sealed class FaultyOwnServiceManagementTests(FaultyOwnServiceSubject subject) : ManagementContract<FaultyOwnServiceSubject>(subject);
