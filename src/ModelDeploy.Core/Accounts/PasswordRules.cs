using System.Collections.Frozen;
using System.Security.Cryptography;
using ModelDeploy.Core.Deployments;
using ModelDeploy.Core.Texts;

namespace ModelDeploy.Core.Accounts;

/// <summary>
/// Which passwords are taken: long ones that are not the first that anybody would try. Which characters they have is up to people
/// (NIST SP 800-63B, section 3.1.1.2).
/// </summary>
public static class PasswordRules
{
    /// <summary>How long one is at least, in characters.</summary>
    public const int Shortest = 12;

    /// <summary>How long one may be, in characters.</summary>
    public const int Longest = 128;

    // Without those that are mistaken for each other on paper.
    private const string Alphabet = "abcdefghjkmnpqrstuvwxyz23456789";
    private const int Groups = 5;
    private const int GroupLength = 4;
    private const int LongestRepeated = 8;

    private static readonly FrozenSet<string> Worst = FrozenSet.ToFrozenSet(
        [
            "123456789012", "1234567890123", "1234567890abc", "0123456789ab", "012345678901", "098765432109", "987654321098",
            "abcdefghijkl", "abcdefghijklm", "abcdefghijklmnopqrstuvwxyz", "abcdefghijk1", "abcdef123456", "abc123456789",
            "qwertyuiop12", "qwertyuiop123", "qwertyuiopas", "qwertyuiop[]", "qwerty123456", "qwerty1234567", "1qaz2wsx3edc", "1q2w3e4r5t6y", "zaq12wsxcde3",
            "asdfghjkl123", "qwertzuiop12", "qwertzuiop123", "qwertz123456", "iloveyou1234", "letmein12345", "letmeinplease", "welcome12345",
            "password1234", "password12345", "password123456", "password1234!", "passw0rd1234", "p@ssw0rd1234", "p@ssword1234", "mypassword123",
            "passwort1234", "passwort12345", "passwort123456", "administrator", "administrator1", "administrator123", "admin1234567", "admin12345678",
            "changeme1234", "changemenow!", "changeme12345", "correcthorsebatterystaple", "modeldeploy1", "modeldeploy12", "modeldeploy123", "primehub1234",
        ],
        StringComparer.OrdinalIgnoreCase);

    /// <summary>The password as it is hashed: as it was typed, and empty where it is no text at all.</summary>
    public static string WellFormed(string? password) => password is not null && StorableText.IsWellFormed(password) ? password : "";

    /// <summary>Null when a person of this login name may have the password, else a sentence that says why not.</summary>
    public static string? WhyNot(string? password, string? login)
    {
        var text = WellFormed(password);
        if (text.EnumerateRunes().Count() is < Shortest or > Longest)
            return AccountTexts.PasswordLength.With(Shortest, Longest);
        if (text.Any(char.IsControl))
            return AccountTexts.PasswordCharacters;
        if (!string.IsNullOrEmpty(login) && IsNothingBut(text, login))
            return AccountTexts.PasswordIsLogin;
        return Worst.Contains(text) || Enumerable.Range(1, LongestRepeated).Any(length => IsRepeated(text, length)) ? AccountTexts.PasswordIsKnown : null;
    }

    /// <summary>A password that nobody has to think up: 20 random letters and digits in groups, good for typing from a piece of paper.</summary>
    public static string Generate() => string.Join('-', Enumerable.Range(0, Groups).Select(_ => RandomNumberGenerator.GetString(Alphabet, GroupLength)));

    // A name in front of or behind a few digits is the name.
    private static bool IsNothingBut(string text, string login) =>
        text.Contains(login, StringComparison.OrdinalIgnoreCase)
        && text.Replace(login, "", StringComparison.OrdinalIgnoreCase).All(character => !char.IsLetter(character));

    private static bool IsRepeated(string text, int length) =>
        text.Length >= 2 * length && Enumerable.Range(length, text.Length - length).All(at => text[at] == text[at - length]);
}
