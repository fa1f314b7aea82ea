using PSCredentials.Contract.Tests.Suite.Subjects;

namespace PSCredentials.Contract.Tests.Suite;

public sealed class EmbeddedApiCredentialTests(EmbeddedSubject subject) : ApiCredentialContract<EmbeddedSubject>(subject);

public sealed class EmbeddedApiCredentialChangeTests(EmbeddedSubject subject) : ApiCredentialChangeContract<EmbeddedSubject>(subject);

public sealed class EmbeddedApiKeyTests(EmbeddedSubject subject) : ApiKeyContract<EmbeddedSubject>(subject);

public sealed class EmbeddedProjectCredentialTests(EmbeddedSubject subject) : ProjectCredentialContract<EmbeddedSubject>(subject);

public sealed class EmbeddedManagementTests(EmbeddedSubject subject) : ManagementContract<EmbeddedSubject>(subject);
