using ModelDeploy.Core.Accounts;
using ModelDeploy.Portal.SignIn.Passwords;

namespace ModelDeploy.Portal.Tests.SignIn.Passwords;

public sealed class FrameworkPasswordHasherTests
{
    private const string Password = "seven wild geese 🦢";
    private readonly FrameworkPasswordHasher _hasher = new(rounds: 20);

    [Fact]
    public void It_knows_the_password_again_and_no_other()
    {
        var hash = _hasher.Hash(Password);

        Assert.Equal(PasswordVerdict.Right, _hasher.Verify(hash, Password));
        Assert.Equal(PasswordVerdict.Wrong, _hasher.Verify(hash, Password + " "));
        Assert.Equal(PasswordVerdict.Wrong, _hasher.Verify(hash, ""));
        Assert.NotEqual(hash, _hasher.Hash(Password));
    }

    [Fact]
    public void A_hash_of_fewer_rounds_is_right_and_old() =>
        Assert.Equal(PasswordVerdict.RightOfOldHash, _hasher.Verify(new FrameworkPasswordHasher(rounds: 10).Hash(Password), Password));

    [Theory]
    [InlineData("")]
    [InlineData("no hash at all")]
    [InlineData("AAAA")]
    public void What_is_no_hash_is_nobodys_password(string hash) => Assert.Equal(PasswordVerdict.Wrong, _hasher.Verify(hash, Password));
}
