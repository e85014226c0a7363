using System.Globalization;
using ModelDeploy.Core.Deployments;
using ModelDeploy.Core.Groups;
using ModelDeploy.Core.Texts;

namespace ModelDeploy.Core.Clients;

/// <summary>
/// What members of a group do about the clients of its private endpoints. Clients are part of the deployment as it is stored: every
/// change is a revision, reaches every gateway the way that routes do, and ends with the deployment or when it becomes public.
/// </summary>
public sealed class ClientKeyCommands(DeploymentCommands deployments, TimeProvider clock, ClientKeyOptions? options = null)
{
    /// <summary>Adds a client with a first key; the key's text is in the answer, and nowhere else.</summary>
    /// <param name="by">Who asks.</param>
    /// <param name="id">Which deployment; it must be private.</param>
    /// <param name="name">What to call the client; not one of the deployment's already.</param>
    /// <param name="days">How long the key is good; null for ever.</param>
    /// <param name="stop">Ends waiting; the change may still have been accepted.</param>
    public Task<CommandResult<NewClientKey>> AddAsync(Viewer by, string id, string name, int? days, CancellationToken stop)
    {
        name = name.Trim();
        return IssueAsync(by, id, name, days, Told(nameof(ClientTexts.Added), name), stop, (clients, key) =>
            clients.Any(client => client.Name == name) ? ClientChange.Of(new FieldError("name", ClientTexts.NameTaken))
            : clients.Count >= ClientRules.MostClients ? ClientChange.Of(new FieldError("name", ClientTexts.TooMany.With(ClientRules.MostClients)))
            : ClientChange.To(ClientChanges.Add(clients, name, key)), ClientRules.WhyNameInvalid(name));
    }

    /// <summary>Gives a client another key and ends its old ones.</summary>
    /// <param name="by">Who asks.</param>
    /// <param name="id">Which deployment; it must be private.</param>
    /// <param name="name">Which client.</param>
    /// <param name="overlap">How long the old keys stay good; zero ends them at once.</param>
    /// <param name="days">How long the new key is good; null for ever.</param>
    /// <param name="stop">Ends waiting; the change may still have been accepted.</param>
    public Task<CommandResult<NewClientKey>> RotateAsync(Viewer by, string id, string name, TimeSpan overlap, int? days, CancellationToken stop) =>
        ClientRules.WhyOverlapInvalid(overlap) is { } why
            ? Task.FromResult<CommandResult<NewClientKey>>(new CommandResult<NewClientKey>.Invalid([new FieldError("overlap", why)]))
            : IssueAsync(by, id, name, days, Told(nameof(ClientTexts.Rotated), name), stop, (clients, key) =>
                ClientChange.To(ClientChanges.Rotate(clients, name, key, key.CreatedAt + overlap, key.CreatedAt)));

    /// <summary>Takes one key of a client back: from now on it opens nothing.</summary>
    public Task<CommandResult<Deployment>> RevokeKeyAsync(Viewer by, string id, string name, string key, CancellationToken stop) =>
        deployments.ChangeClientsAsync(by, id, Told(nameof(ClientTexts.KeyRevoked), name), current => ClientChange.To(ClientChanges.RevokeKey(current, name, key)), stop);

    /// <summary>Removes a client with all its keys.</summary>
    public Task<CommandResult<Deployment>> RemoveAsync(Viewer by, string id, string name, CancellationToken stop) =>
        deployments.ChangeClientsAsync(by, id, Told(nameof(ClientTexts.Removed), name), current => ClientChange.To(ClientChanges.Remove(current, name)), stop);

    private async Task<CommandResult<NewClientKey>> IssueAsync(
        Viewer by, string id, string name, int? days, string message, CancellationToken stop,
        Func<EquatableList<EndpointClient>, ClientKey, ClientChange> change, string? whyNameInvalid = null)
    {
        List<FieldError> errors = [];
        if (whyNameInvalid is not null)
            errors.Add(new FieldError("name", whyNameInvalid));
        if (ClientRules.WhyDaysInvalid(days) is { } whyDays)
            errors.Add(new FieldError("days", whyDays));
        if (errors.Count > 0)
            return new CommandResult<NewClientKey>.Invalid(errors.ToEquatableList());
        var (now, text) = (clock.GetUtcNow(), ClientKeyText.Create());
        var key = new ClientKey(
            ClientKeyText.CreateId(), ClientKeyText.HashOf(text)!, now, days is { } good ? now + TimeSpan.FromDays(good) : null,
            options is { ForPasswordFiles: true } ? PasswordFile.HashOf(text) : null);
        var changed = await deployments.ChangeClientsAsync(by, id, message, current => change(current, key), stop);
        return changed.Select(deployment => new NewClientKey(deployment, name, text));
    }

    /// <summary>What the journal tells is English, whoever reads it later in which language.</summary>
    private static string Told(string sentence, string client) =>
        string.Format(Language.English, ClientTexts.ResourceManager.GetString(sentence, CultureInfo.InvariantCulture)!, client);
}
