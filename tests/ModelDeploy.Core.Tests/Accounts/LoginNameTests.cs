using ModelDeploy.Core.Accounts;

namespace ModelDeploy.Core.Tests.Accounts;

public sealed class LoginNameTests
{
    [Theory]
    [InlineData("ada", "ada")]
    [InlineData("  Ada.Lovelace ", "ada.lovelace")]
    [InlineData("ADA+test@mail.example", "ada+test@mail.example")]
    [InlineData("a1", "a1")]
    [InlineData("0_x-9", "0_x-9")]
    public void A_name_is_kept_without_blanks_and_capitals(string typed, string kept) => Assert.Equal(kept, LoginName.Normalise(typed));

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("   ")]
    [InlineData("a")]
    [InlineData("ada lovelace")]
    [InlineData(".ada")]
    [InlineData("ada@")]
    [InlineData("äda")]
    [InlineData("аda")]
    [InlineData("ada/..")]
    [InlineData("ada\0b")]
    [InlineData("ada\u202eb")]
    [InlineData("<b>ada</b>")]
    public void What_looks_like_something_else_is_no_name(string? typed) => Assert.Null(LoginName.Normalise(typed));

    [Fact]
    public void The_longest_is_taken_and_one_more_is_not()
    {
        Assert.NotNull(LoginName.Normalise(new string('a', LoginName.Longest)));
        Assert.Null(LoginName.Normalise(new string('a', LoginName.Longest + 1)));
    }
}
