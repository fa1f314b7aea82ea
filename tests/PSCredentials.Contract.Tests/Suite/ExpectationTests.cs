using PSCredentials.Contract.Tests.Suite.Subjects;

namespace PSCredentials.Contract.Tests.Suite;

public sealed class ExpectationTests
{
    [Fact]
    public void EachDifferenceIsSomebodysAndSaysWhyAndWhere()
    {
        Subject[] subjects =
        [
            new EmbeddedSubject(), new OwnServiceSubject(), new F5XcServiceSubject(), new KubeSliceServiceSubject(), new ApinizerServiceSubject(), new F5XcStandInSubject(), new KubeSliceStandInSubject(),
            new ApinizerStandInSubject(),
        ];
        Assert.Empty(Expectation.All.Except(subjects.SelectMany(subject => subject.Expectations)));
        Assert.Empty(subjects[0].Expectations);
        Assert.All(Expectation.All, expectation => Assert.True(expectation.Why.EndsWith('.') && expectation.Source.Length > 0, expectation.Name));
    }
}
