using System.Net;
using PSCredentials.Policy;

namespace PSCredentials.Tests.Policy;

public sealed class AllowListTests
{
    [Theory]
    [InlineData("192.0.2.1", "192.0.2.1", "192.0.2.1")]
    [InlineData(" 192.0.2.1 ", "192.0.2.1", "192.0.2.1")]
    [InlineData("10.1.2.3/8", "10.0.0.0/8", "10.255.255.255")]
    [InlineData("10.0.0.255/31", "10.0.0.254/31", "10.0.0.254")]
    [InlineData("192.0.2.1/32", "192.0.2.1", "192.0.2.1")]
    [InlineData("0.0.0.0/0", "0.0.0.0/0", "203.0.113.9")]
    [InlineData("10.0.0.0/9", "10.0.0.0/9", "10.127.0.1")]
    [InlineData("2001:DB8:0:0::1", "2001:db8::1", "2001:db8::1")]
    [InlineData("2001:db8::ffff/33", "2001:db8::/33", "2001:db8:7fff::1")]
    [InlineData("::/0", "::/0", "fe80::1")]
    [InlineData("fe80::/10", "fe80::/10", "fe80::1%3")]
    [InlineData("10.0.0.0/8", "10.0.0.0/8", "::ffff:10.1.2.3")]
    public void An_entry_has_one_form_and_takes_in_its_addresses(string entry, string normal, string address)
    {
        var range = AddressRange.Parse(entry);

        Assert.Equal(normal, range.ToString());
        Assert.Equal([normal], AddressRange.Normalize([entry, entry]));
        Assert.True(range.Contains(IPAddress.Parse(address)));
        Assert.True(AddressRange.Parse(normal).Contains(IPAddress.Parse(address)));
    }

    [Theory]
    [InlineData("192.0.2.1", "192.0.2.2")]
    [InlineData("10.0.0.0/8", "11.0.0.0")]
    [InlineData("10.0.0.0/9", "10.128.0.0")]
    [InlineData("10.0.0.0/31", "10.0.0.2")]
    [InlineData("2001:db8::/33", "2001:db8:8000::")]
    [InlineData("2001:db8::1", "2001:db8::2")]
    [InlineData("0.0.0.0/0", "::1")]
    [InlineData("::/0", "10.0.0.1")]
    [InlineData("::/0", "::ffff:10.0.0.1")]
    public void An_entry_leaves_out_all_others(string entry, string address) =>
        Assert.False(AddressRange.Parse(entry).Contains(IPAddress.Parse(address)));

    [Theory]
    [InlineData("")]
    [InlineData("1")]
    [InlineData("10.1")]
    [InlineData("010.0.0.1")]
    [InlineData("0x0a.0.0.1")]
    [InlineData("10.0.0.256")]
    [InlineData("10.0.0.1.")]
    [InlineData("10.0.0.0/")]
    [InlineData("10.0.0.0/33")]
    [InlineData("10.0.0.0/-1")]
    [InlineData("10.0.0.0/+8")]
    [InlineData("10.0.0.0/8/8")]
    [InlineData("10.0.0.0/ 8")]
    [InlineData("10.0.0.0/255.0.0.0")]
    [InlineData("10.0.0.0/4294967304")]
    [InlineData("10.0.0.0-10.0.0.9")]
    [InlineData("10.0.0.*")]
    [InlineData("localhost")]
    [InlineData("::1/129")]
    [InlineData("[::1]")]
    [InlineData("[::1]:443")]
    [InlineData("fe80::1%eth0")]
    [InlineData("fe80::1%1/64")]
    [InlineData("::ffff:10.0.0.1")]
    [InlineData("::ffff:10.0.0.0/104")]
    [InlineData(null)]
    public async Task What_is_no_entry_is_refused_and_named(string? entry)
    {
        await using SampleVault vault = await SampleVault.OpenAsync();

        CredentialException refusal = await Refusal.OfAsync(CredentialErrors.InvalidArgument, () => vault.IssueAsync(
            new ApiCredentialRequest { Name = "sample-token", Type = CredentialType.ApiToken, IPAddress = ["10.0.0.1", entry!] }));
        await Refusal.OfAsync(CredentialErrors.InvalidArgument, () => vault.Keys.CreateAsync(
            new ApiKeyRequest { Name = "sample-key", IPAddress = [entry!] }, CancellationToken.None));

        Assert.Contains($"'{entry}'", refusal.Message, StringComparison.Ordinal);
        Assert.Empty(await vault.ListAsync());
    }

    [Fact]
    public void A_list_has_at_most_256_entries()
    {
        string[] list = [.. Enumerable.Range(0, 256).Select(i => $"10.0.0.{i}")];

        Assert.Equal(256, AddressRange.Normalize(list).Count);
        Assert.Throws<CredentialException>(() => AddressRange.Normalize([.. list, "10.0.1.0"]));
    }
}
