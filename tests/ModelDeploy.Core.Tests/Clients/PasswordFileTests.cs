using System.Security.Cryptography;
using System.Text;
using ModelDeploy.Core.Clients;
using ModelDeploy.TestKit.Builders;

namespace ModelDeploy.Core.Tests.Clients;

public sealed class PasswordFileTests
{
    private static readonly ClientKey Key = AClient.Key(ClientKeyText.Create()) with { PasswordHash = "{SSHA}x" };

    [Fact]
    public void A_hash_is_salted_and_says_how_it_was_made()
    {
        var hash = PasswordFile.HashOf("key");

        Assert.StartsWith("{SSHA}", hash);
        var bytes = Convert.FromBase64String(hash[6..]);
        Assert.Equal(SHA1.HashData([.. Encoding.ASCII.GetBytes("key"), .. bytes[20..]]), bytes[..20]);
        Assert.Matches(@"^\{SSHA\}[A-Za-z0-9+/]{48}$", hash);
        Assert.NotEqual(hash, PasswordFile.HashOf("key"));
    }

    [Fact]
    public void Only_the_newest_key_of_a_client_is_in_it_and_only_if_nobody_has_to_end_it()
    {
        var ending = Key with { ExpiresAt = AChange.Start };

        Assert.Equal(["a:{SSHA}x"], PasswordFile.LinesOf([new("a", [Key])]));
        Assert.Equal(["a:{SSHA}x"], PasswordFile.LinesOf([new("a", [Key, ending with { PasswordHash = "{SSHA}y" }])]));
        Assert.Empty(PasswordFile.LinesOf([new("a", [ending])]));
        Assert.Empty(PasswordFile.LinesOf([new("a", [ending, Key])]));
        Assert.Empty(PasswordFile.LinesOf([new("a", [Key with { PasswordHash = null }]), new("b", [])]));
    }
}
