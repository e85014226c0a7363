using ModelDeploy.Core.Accounts;

namespace ModelDeploy.Core.Tests.Accounts;

public sealed class PasswordRulesTests
{
    [Theory]
    [InlineData("twelve chars")]
    [InlineData("only small letters and blanks")]
    [InlineData("πάντα ῥεῖ καὶ οὐδὲν μένει")]
    [InlineData("🌷🌷🍀🍀🌻🌻🌼🌼🌺🌺🌹🌹")]
    [InlineData("ada likes long walks")]
    [InlineData("314159265358979")]
    public void A_long_one_is_taken_whatever_it_is_made_of(string password) => Assert.Null(PasswordRules.WhyNot(password, "ada"));

    [Theory]
    [InlineData(null, "12 to 128")]
    [InlineData("", "12 to 128")]
    [InlineData("eleven char", "12 to 128")]
    [InlineData("🌷🍀🌻🌼🌺🌹", "12 to 128")]
    [InlineData("a bell \a within", "control")]
    [InlineData("Password1234", "first that anybody")]
    [InlineData("123456789012", "first that anybody")]
    [InlineData("CorrectHorseBatteryStaple", "first that anybody")]
    [InlineData("aaaaaaaaaaaa", "first that anybody")]
    [InlineData("abcabcabcabcab", "first that anybody")]
    [InlineData("passwordpassword", "first that anybody")]
    [InlineData("Ada.Lovelace", "login name")]
    [InlineData("ada.lovelace2026!", "login name")]
    [InlineData("ada.lovelaceada.lovelace", "login name")]
    public void A_short_or_known_one_is_refused_with_its_reason(string? password, string reason) =>
        Assert.Contains(reason, PasswordRules.WhyNot(password, "ada.lovelace"), StringComparison.Ordinal);

    [Fact]
    public void The_longest_is_taken_and_one_more_is_not()
    {
        var longest = string.Concat(Enumerable.Range(0, PasswordRules.Longest).Select(at => (char)('!' + at % 89)));

        Assert.Null(PasswordRules.WhyNot(longest, "ada"));
        Assert.NotNull(PasswordRules.WhyNot(longest + "x", "ada"));
    }

    // Not in the table: attributes cannot hold such texts.
    [Fact]
    public void What_no_keyboard_writes_is_no_password() => Assert.NotNull(PasswordRules.WhyNot("half a pair of characters \ud83c", "ada"));

    [Fact]
    public void What_is_made_keeps_the_rules_and_comes_once()
    {
        var made = Enumerable.Range(0, 100).Select(_ => PasswordRules.Generate()).ToList();

        Assert.Equal(100, made.Distinct().Count());
        Assert.All(made, password => Assert.Null(PasswordRules.WhyNot(password, "ada")));
        Assert.All(made, password => Assert.Matches("^([a-z2-9]{4}-){4}[a-z2-9]{4}$", password));
        Assert.All(made, password => Assert.DoesNotContain(password, character => character is 'l' or 'o' or 'i' or '0' or '1'));
    }
}
