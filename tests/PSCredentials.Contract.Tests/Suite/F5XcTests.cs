using PSCredentials.Contract.Tests.Suite.Subjects;

namespace PSCredentials.Contract.Tests.Suite;

public sealed class F5XcServiceApiCredentialTests(F5XcServiceSubject subject) : ApiCredentialContract<F5XcServiceSubject>(subject);

public sealed class F5XcServiceApiCredentialChangeTests(F5XcServiceSubject subject) : ApiCredentialChangeContract<F5XcServiceSubject>(subject);

public sealed class FaultyF5XcServiceApiCredentialTests(FaultyF5XcServiceSubject subject) : ApiCredentialContract<FaultyF5XcServiceSubject>(subject);

public sealed class FaultyF5XcServiceApiCredentialChangeTests(FaultyF5XcServiceSubject subject) : ApiCredentialChangeContract<FaultyF5XcServiceSubject>(subject);

public sealed class F5XcStandInApiCredentialTests(F5XcStandInSubject subject) : ApiCredentialContract<F5XcStandInSubject>(subject);

public sealed class F5XcStandInApiCredentialChangeTests(F5XcStandInSubject subject) : ApiCredentialChangeContract<F5XcStandInSubject>(subject);

public sealed class FaultyF5XcStandInApiCredentialTests(FaultyF5XcStandInSubject subject) : ApiCredentialContract<FaultyF5XcStandInSubject>(subject);

public sealed class FaultyF5XcStandInApiCredentialChangeTests(FaultyF5XcStandInSubject subject) : ApiCredentialChangeContract<FaultyF5XcStandInSubject>(subject);

public sealed class F5XcStandInManagementTests(F5XcStandInSubject subject) : ManagementContract<F5XcStandInSubject>(subject);
