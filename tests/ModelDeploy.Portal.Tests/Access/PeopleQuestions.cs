using ModelDeploy.Core;
using ModelDeploy.Core.Accounts;
using ModelDeploy.Core.Groups;

namespace ModelDeploy.Portal.Tests.Access;

/// <summary>How what is done to people with a password is asked.</summary>
internal static class PeopleQuestions
{
    private const string Password = "nine quiet herons";
    private static readonly CancellationToken Stop = CancellationToken.None;
    private static int _made;

    public static IReadOnlyDictionary<string, Question> All { get; } = new Dictionary<string, Question>
    {
        ["LocalAccounts.ListAsync"] = Ask(async asked => (await Of(asked).ListAsync(asked.By, Stop)).Count > 0 ? Gets.Sees : Gets.Nothing),
        ["LocalAccounts.AddAsync"] = Ask(async asked => await Of(asked).AddAsync(asked.By, New(), Stop)),
        ["LocalAccounts.EditAsync"] = Ask(async asked => await Of(asked).EditAsync(asked.By, await SomebodyAsync(asked), "Another name", false, Stop)),
        ["LocalAccounts.ResetPasswordAsync"] = Ask(async asked => await Of(asked).ResetPasswordAsync(asked.By, await SomebodyAsync(asked), null, Stop)),
        ["LocalAccounts.SetDisabledAsync"] = Ask(async asked => await Of(asked).SetDisabledAsync(asked.By, await SomebodyAsync(asked), true, Stop)),
        ["Departure.DeleteAsync"] = Ask(async asked => await asked.Of<Departure>().DeleteAsync(asked.By, await SomebodyAsync(asked), Stop)),
        ["OwnPassword.ChangeAsync (without one)"] = Ask(async asked => await asked.Of<OwnPassword>().ChangeAsync(asked.By, Password, Password, Password, Stop)),
    };

    private static LocalAccounts Of(Asked asked) => asked.Of<LocalAccounts>();

    private static NewPerson New() => new($"somebody-{Interlocked.Increment(ref _made)}", "Somebody", false, Password);

    private static async Task<PersonKey> SomebodyAsync(Asked asked) =>
        Assert.IsType<CommandResult<IssuedPassword>.Accepted>(await Of(asked).AddAsync(Viewer.System, New(), Stop)).Value.Person.Key;

    private static Question Ask(Func<Asked, Task<object?>> ask) => new(ask, Changes: false, Names: false);
}
