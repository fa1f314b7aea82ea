using PSCredentials.Contract.Tests.Suite.Subjects;

namespace PSCredentials.Contract.Tests.Suite;

public sealed class ApinizerServiceProjectCredentialTests(ApinizerServiceSubject subject) : ProjectCredentialContract<ApinizerServiceSubject>(subject);

public sealed class FaultyApinizerServiceProjectCredentialTests(FaultyApinizerServiceSubject subject) : ProjectCredentialContract<FaultyApinizerServiceSubject>(subject);

public sealed class ApinizerStandInProjectCredentialTests(ApinizerStandInSubject subject) : ProjectCredentialContract<ApinizerStandInSubject>(subject);

public sealed class FaultyApinizerStandInProjectCredentialTests(FaultyApinizerStandInSubject subject) : ProjectCredentialContract<FaultyApinizerStandInSubject>(subject);

public sealed class ApinizerStandInManagementTests(ApinizerStandInSubject subject) : ManagementContract<ApinizerStandInSubject>(subject);
