using Microsoft.AspNetCore.Components;
using ModelDeploy.Core;
using ModelDeploy.Core.Accounts;
using ModelDeploy.Core.Groups;
using ModelDeploy.Core.Texts;
using ModelDeploy.Portal.Components.Forms;
using ModelDeploy.Portal.Components.Shared;

namespace ModelDeploy.Portal.Components.People;

/// <summary>Everybody who has a password of this portal, for system administrators. Looks again every few seconds.</summary>
public sealed partial class PeoplePage() : LookingComponent(TimeSpan.FromSeconds(10))
{
    private ConfirmDialog? _disabling;
    private ConfirmDialog? _deleting;
    private IReadOnlyList<LocalPerson>? _people;
    private LocalPerson? _target;
    private LocalPerson? _given;
    private LocalPerson? _edited;
    private string? _trouble;
    private bool _giving;
    private int _reads;

    /// <summary>Changes them.</summary>
    [Inject] public required LocalAccounts Accounts { get; init; }

    /// <summary>Deletes them.</summary>
    [Inject] public required Departure Departure { get; init; }

    /// <summary>Knows whether there can be any.</summary>
    [Inject] public required PasswordSettings Settings { get; init; }

    /// <summary>Tells what was done or refused.</summary>
    [Inject] public required Toaster Toaster { get; init; }

    /// <summary>Who looks.</summary>
    [CascadingParameter] public required Viewer Viewer { get; set; }

    private bool IsOpen => Settings.Offered && Access.MayAdminister(Viewer);

    /// <inheritdoc />
    protected override async Task<bool> LookAsync()
    {
        if (!IsOpen)
            return false;
        await ReadAsync();
        return true;
    }

    private async Task ReadAsync()
    {
        var read = ++_reads;
        try
        {
            var people = await Accounts.ListAsync(Viewer, Closing);
            // What was asked before a change may be answered after it.
            if (read == _reads)
                (_people, _trouble) = (people, null);
        }
        catch (StoreUnavailableException trouble)
        {
            _trouble = trouble.Message;
        }
    }

    private void Give(LocalPerson? person) => (_given, _giving) = (person, true);

    private async Task CloseAsync()
    {
        (_giving, _edited) = (false, null);
        await ReadAsync();
    }

    private async Task DisableAsync(LocalPerson person)
    {
        _target = person;
        if (!person.IsDisabled && !await _disabling!.AskAsync())
            return;
        var answer = await Accounts.SetDisabledAsync(Viewer, person.Key, !person.IsDisabled, Closing);
        await TellAsync(answer, person.IsDisabled ? PeopleTexts.IsEnabled : PeopleTexts.IsDisabled, person);
    }

    private async Task DeleteAsync(LocalPerson person)
    {
        _target = person;
        if (await _deleting!.AskAsync())
            await TellAsync(await Departure.DeleteAsync(Viewer, person.Key, Closing), PeopleTexts.IsDeleted, person);
    }

    private async Task TellAsync<T>(CommandResult<T> answer, string done, LocalPerson person)
    {
        if (Problem.InOneLine(answer) is { } problem)
            Toaster.Show(ToastKind.Error, problem);
        else
            Toaster.Show(ToastKind.Success, done.With(Isolated.Name(person.Name)));
        await ReadAsync();
    }
}
