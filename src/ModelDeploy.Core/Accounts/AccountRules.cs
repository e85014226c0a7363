using ModelDeploy.Core.Deployments;
using ModelDeploy.Core.Texts;

namespace ModelDeploy.Core.Accounts;

/// <summary>What the fields of a person must keep.</summary>
public static class AccountRules
{
    /// <summary>Everything that is wrong with somebody to add; nothing when they can be.</summary>
    public static IReadOnlyList<FieldError> Check(NewPerson person)
    {
        List<FieldError> errors = [];
        var login = LoginName.Normalise(person.Login);
        if (login is null)
            errors.Add(new FieldError("login", AccountTexts.LoginRule.With(LoginName.Shortest, LoginName.Longest)));
        if (CheckName(person.Name) is { } name)
            errors.Add(new FieldError("name", name));
        if (person.Password is not null && PasswordRules.WhyNot(person.Password, login) is { } password)
            errors.Add(new FieldError("password", password));
        return errors;
    }

    /// <summary>Null when the name can be shown to others, else a sentence that says why not.</summary>
    public static string? CheckName(string name) =>
        name.Length is 0 or > LocalAccounts.LongestName ? AccountTexts.PersonName.With(LocalAccounts.LongestName)
        : name.Any(char.IsControl) || !StorableText.IsWellFormed(name) ? AccountTexts.TokenNameCharacters
        : null;
}
