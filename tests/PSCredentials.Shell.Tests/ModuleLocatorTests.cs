using PSCredentials.Shell.Tests.Support;

namespace PSCredentials.Shell.Tests;

public sealed class ModuleLocatorTests(SampleModule module) : IClassFixture<SampleModule>
{
    [Fact]
    public void A_named_manifest_is_made_absolute() =>
        Assert.Equal(module.ManifestPath, ModuleLocator.Locate(Path.GetRelativePath(Environment.CurrentDirectory, module.ManifestPath)));

    [Fact]
    public void The_nearest_manifest_above_is_found()
    {
        string manifest = Path.Combine(module.Root, "module", "PSCredentials", "PSCredentials.psd1");
        Directory.CreateDirectory(Path.GetDirectoryName(manifest)!);
        File.WriteAllText(manifest, "@{}");
        string deep = Directory.CreateDirectory(Path.Combine(module.Root, "src", "bin", "net10.0")).FullName;

        Assert.Equal(manifest, ModuleLocator.FindAbove(deep));
    }

    [Fact]
    public void Nothing_above_is_nothing() => Assert.Null(ModuleLocator.FindAbove(Path.GetTempPath()));
}
