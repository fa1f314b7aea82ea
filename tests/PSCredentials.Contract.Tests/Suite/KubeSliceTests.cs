using PSCredentials.Contract.Tests.Suite.Subjects;

namespace PSCredentials.Contract.Tests.Suite;

public sealed class KubeSliceServiceApiKeyTests(KubeSliceServiceSubject subject) : ApiKeyContract<KubeSliceServiceSubject>(subject);

public sealed class FaultyKubeSliceServiceApiKeyTests(FaultyKubeSliceServiceSubject subject) : ApiKeyContract<FaultyKubeSliceServiceSubject>(subject);

public sealed class KubeSliceStandInApiKeyTests(KubeSliceStandInSubject subject) : ApiKeyContract<KubeSliceStandInSubject>(subject);

public sealed class FaultyKubeSliceStandInApiKeyTests(FaultyKubeSliceStandInSubject subject) : ApiKeyContract<FaultyKubeSliceStandInSubject>(subject);

public sealed class KubeSliceStandInManagementTests(KubeSliceStandInSubject subject) : ManagementContract<KubeSliceStandInSubject>(subject);
