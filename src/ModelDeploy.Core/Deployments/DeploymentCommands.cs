using ModelDeploy.Core.Audit;
using ModelDeploy.Core.Clients;
using ModelDeploy.Core.Groups;
using ModelDeploy.Core.Journal;
using ModelDeploy.Core.Quotas;
using ModelDeploy.Core.Texts;

namespace ModelDeploy.Core.Deployments;

/// <summary>
/// Everything that a person can do to a deployment: access, rules and foresight of quota, then one write to the store. Nothing
/// is started here. A deployment that the person may not see answers exactly as one that does not exist. A store that fails
/// is an answer too, which says whether anything was stored.
/// </summary>
public sealed class DeploymentCommands(
    IDeploymentStore store, ICatalog catalog, IJournal journal, SpecLimits limits, TimeProvider clock, AuditTrail audit)
{
    private const int Tries = 20;
    private const string NotInGroup = "They are not in the group.";
    private static readonly CommandResult<Deployment> Gone = new CommandResult<Deployment>.NotFound();

    // From the foresight to the write, so that of two who ask at once the second sees what the first was promised.
    private readonly GroupGates _gates = new();

    /// <summary>Accepts a new deployment.</summary>
    public Task<CommandResult<Deployment>> CreateAsync(Viewer by, string id, DeploymentSpec spec, CancellationToken stop) =>
        StoreUnavailableException.AnsweredAsync(AcceptNewAsync(by, id, spec, stop));

    private async Task<CommandResult<Deployment>> AcceptNewAsync(Viewer by, string id, DeploymentSpec spec, CancellationToken stop)
    {
        spec = spec.Normalize().KeepClientsOf(null);
        var key = new DeploymentKey(id.Trim());
        var known = await catalog.ReadAsync(stop);
        List<FieldError> errors = [.. WhyIdInvalid(key), .. SpecValidator.Validate(spec, limits), .. WhyGroupInvalid(by, spec, known)];
        if (Access.MayUse(by, known.Group(spec.Group)))
            errors.AddRange(SpecReferences.Check(spec, known));
        else if (known.Group(spec.Group) is not null)
            await audit.DeniedAsync(by, null, AuditAction.DeploymentCreated, new AuditTarget(AuditTargetKind.Deployment, key.Id, spec.Group), NotInGroup);
        if (errors.Count > 0)
            return Invalid(errors);

        using var turn = await _gates.EnterAsync(spec.Group, stop);
        var change = new Change(ChangeAction.Created, by.Ref, clock.GetUtcNow());
        if (await ShortOfQuotaAsync(Deployment.Draft(key, spec, change), known, stop) is { } over)
            return over;
        for (var i = 0; i < Tries; i++)
        {
            if (await store.CreateAsync(key, spec, change, stop) is StoreResult<Deployment>.Stored stored)
                return await DoneAsync(by, null, stored.Value, change);
            if (await store.GetAsync(key, stop) is { } holder)
                return Invalid([new FieldError("id", WhyTaken(by, holder, known))]);
        }
        return TooBusy();
    }

    /// <summary>
    /// Accepts a new spec. Secrets that are left empty are kept; identical values change nothing.
    /// </summary>
    /// <param name="by">Who asks.</param>
    /// <param name="id">Which deployment.</param>
    /// <param name="spec">The whole new spec; its group must be the old one.</param>
    /// <param name="updateMessage">Why; may be empty.</param>
    /// <param name="basedOn">The revision that the person edited, so that somebody else's change in between is not lost; null: whatever is newest.</param>
    /// <param name="stop">Ends waiting; the change may still have been accepted.</param>
    public Task<CommandResult<Deployment>> UpdateAsync(
        Viewer by, string id, DeploymentSpec spec, string updateMessage, long? basedOn, CancellationToken stop) =>
        ChangeAsync(by, id, DeploymentAction.Update, stop, current =>
        {
            if (basedOn is { } revision && revision != current.Generation)
                return new Wish.No(new CommandResult<Deployment>.Conflict(
                    CommandTexts.ChangedMeanwhile.With(current.LastChange.By.Name, current.Generation)));
            var wanted = spec.Normalize().KeepSecretsOf(current.Spec).KeepClientsOf(current.Spec);
            return new Wish.Yes(wanted, new Change(ChangeAction.Updated, by.Ref, clock.GetUtcNow(), updateMessage.Trim()));
        });

    /// <summary>Wants it stopped.</summary>
    public Task<CommandResult<Deployment>> StopAsync(Viewer by, string id, CancellationToken stop) =>
        ChangeAsync(by, id, DeploymentAction.Stop, stop, current =>
            new Wish.Yes(current.Spec with { Stop = true }, new Change(ChangeAction.Stopped, by.Ref, clock.GetUtcNow())));

    /// <summary>Wants it running again.</summary>
    public Task<CommandResult<Deployment>> StartAsync(Viewer by, string id, CancellationToken stop) =>
        ChangeAsync(by, id, DeploymentAction.Start, stop, current =>
            new Wish.Yes(current.Spec with { Stop = false }, new Change(ChangeAction.Started, by.Ref, clock.GetUtcNow())));

    /// <summary>
    /// Takes the spec of an earlier revision as a new one. Whether it runs or is stopped stays as it is. The reason must not be empty.
    /// </summary>
    public Task<CommandResult<Deployment>> RollBackAsync(Viewer by, string id, long revision, string reason, CancellationToken stop) =>
        StoreUnavailableException.AnsweredAsync(TakeAgainAsync(by, id, revision, reason, stop));

    private async Task<CommandResult<Deployment>> TakeAgainAsync(Viewer by, string id, long revision, string reason, CancellationToken stop)
    {
        if (string.IsNullOrWhiteSpace(reason))
            return Invalid([new FieldError("updateMessage", CommandTexts.EnterWhyRollBack)]);
        if (await FindAsync(by, id, DeploymentAction.RollBack, stop) is not { } target)
            return Gone;
        if (await journal.FindAsync(target.Uid, revision, stop) is not { } entry)
            return Invalid([new FieldError("revision", CommandTexts.NoRevision.With(revision))]);
        return await ChangeAsync(by, id, DeploymentAction.RollBack, stop, current => current.Uid != target.Uid
            ? new Wish.No(Gone)
            : new Wish.Yes(
                (entry.Spec with { Stop = current.Spec.Stop }).KeepClientsOf(current.Spec),
                new Change(ChangeAction.RolledBack, by.Ref, clock.GetUtcNow(), reason.Trim(), revision)));
    }

    /// <summary>
    /// Accepts other clients of a private endpoint. Neither quota nor a rule for the rest of the spec is in the way: a key can always be
    /// taken back.
    /// </summary>
    internal Task<CommandResult<Deployment>> ChangeClientsAsync(
        Viewer by, string id, string message, Func<EquatableList<EndpointClient>, ClientChange> change, CancellationToken stop) =>
        ChangeAsync(by, id, DeploymentAction.Update, stop, current =>
            current.Spec.Access is not AccessType.Private ? new Wish.No(new CommandResult<Deployment>.Conflict(ClientTexts.NotPrivate))
            : change(current.Spec.Clients) is var wanted && wanted.Error is { } error ? new Wish.No(Invalid([error]))
            : wanted.Clients is not { } clients ? new Wish.No(Gone)
            : new Wish.Yes(current.Spec with { Clients = clients }, new Change(ChangeAction.KeysChanged, by.Ref, clock.GetUtcNow(), message)));

    /// <summary>Marks it for deletion; the controller ends what runs and then removes it. The journal stays.</summary>
    public Task<CommandResult<Deployment>> DeleteAsync(Viewer by, string id, CancellationToken stop) =>
        StoreUnavailableException.AnsweredAsync(MarkDeletedAsync(by, id, stop));

    private async Task<CommandResult<Deployment>> MarkDeletedAsync(Viewer by, string id, CancellationToken stop)
    {
        for (var i = 0; i < Tries; i++)
        {
            if (await FindAsync(by, id, DeploymentAction.Delete, stop) is not { } current)
                return Gone;
            if (current.Deletion is not null)
                return Accepted(current, changed: false);
            var change = new Change(ChangeAction.Deleted, by.Ref, clock.GetUtcNow());
            if (await store.MarkDeletedAsync(current.Key, change, current.Version, stop) is StoreResult<Deployment>.Stored stored)
                return await DoneAsync(by, current, stored.Value, change);
        }
        return TooBusy();
    }

    /// <summary>
    /// Null when the id can be used for a new deployment, else why not. Tells "taken" of deployments in any group; that one is
    /// still being deleted is told only to those who may see it.
    /// </summary>
    public async Task<string?> WhyIdUnusableAsync(Viewer by, string id, CancellationToken stop)
    {
        var key = new DeploymentKey(id.Trim());
        if (DeploymentIds.WhyInvalid(key.Id) is { } why)
            return why;
        return await store.GetAsync(key, stop) is { } holder ? WhyTaken(by, holder, await catalog.ReadAsync(stop)) : null;
    }

    /// <summary>
    /// Foresees the quota for the form: a new deployment when <paramref name="id"/> is unknown, else a change of that one. Null when
    /// the spec cannot be planned yet, when the person may not use the group, or when nothing shall run.
    /// </summary>
    public async Task<QuotaForecast?> ForeseeAsync(Viewer by, string? id, DeploymentSpec spec, CancellationToken stop)
    {
        spec = spec.Normalize();
        var known = await catalog.ReadAsync(stop);
        if (spec.Stop || !Access.MayUse(by, known.Group(spec.Group)))
            return null;
        var change = new Change(ChangeAction.Updated, by.Ref, clock.GetUtcNow());
        var current = string.IsNullOrEmpty(id) ? null : await store.GetAsync(new DeploymentKey(id), stop);
        var wanted = current is { } found && found.Spec.Group == spec.Group
            ? found with { Spec = spec.KeepSecretsOf(found.Spec), LastChange = change }
            : Deployment.Draft(new DeploymentKey(""), spec, change);
        var (all, now) = (await store.ListAsync(stop), clock.GetUtcNow());
        var forecast = QuotaForecast.Of(wanted, known, limits, all, now);
        return forecast is { Fits: false } ? forecast with { Advice = QuotaAdvice.For(wanted, known, limits, all, now) } : forecast;
    }

    private Task<CommandResult<Deployment>> ChangeAsync(
        Viewer by, string id, DeploymentAction action, CancellationToken stop, Func<Deployment, Wish> wish) =>
        StoreUnavailableException.AnsweredAsync(TryToChangeAsync(by, id, action, stop, wish));

    private async Task<CommandResult<Deployment>> TryToChangeAsync(
        Viewer by, string id, DeploymentAction action, CancellationToken stop, Func<Deployment, Wish> wish)
    {
        for (var i = 0; i < Tries; i++)
        {
            if (await FindAsync(by, id, action, stop) is not { } current)
                return Gone;
            if (AllowedActions.WhyNot(current, action) is { } whyNot)
                return new CommandResult<Deployment>.Conflict(whyNot);
            switch (wish(current))
            {
                case Wish.No no:
                    return no.Because;
                case Wish.Yes { Spec: var spec } when spec == current.Spec:
                    return Accepted(current, changed: false);
                case Wish.Yes yes:
                    if (await AcceptAsync(by, current, yes, stop) is { } answer)
                        return answer;
                    break;
            }
        }
        return TooBusy();
    }

    /// <summary>Null when somebody else changed it meanwhile.</summary>
    private async Task<CommandResult<Deployment>?> AcceptAsync(Viewer by, Deployment current, Wish.Yes wish, CancellationToken stop)
    {
        using var turn = await _gates.EnterAsync(current.Spec.Group, stop);
        if (await WhyNotAcceptedAsync(current, wish, stop) is { } refusal)
            return refusal;
        return await store.UpdateSpecAsync(current.Key, wish.Spec, wish.Change, current.Version, stop) is StoreResult<Deployment>.Stored stored
            ? await DoneAsync(by, current, stored.Value, wish.Change)
            : null;
    }

    private async Task<CommandResult<Deployment>?> WhyNotAcceptedAsync(Deployment current, Wish.Yes wish, CancellationToken stop)
    {
        if (wish.Change.Action is ChangeAction.KeysChanged)
            return null;
        var known = await catalog.ReadAsync(stop);
        if (wish.Change.Action is not ChangeAction.Stopped)
        {
            List<FieldError> errors = [.. SpecValidator.Validate(wish.Spec, limits), .. SpecReferences.Check(wish.Spec, known)];
            if (wish.Spec.Group != current.Spec.Group)
                errors.Add(new FieldError("group", CommandTexts.GroupFixed));
            if (SpecValidator.CheckUpdateMessage(wish.Change.Message) is { } message)
                errors.Add(message);
            if (errors.Count > 0)
                return Invalid(errors);
        }
        if (wish.Spec.Stop)
            return null;
        return known.Group(wish.Spec.Group) is { ModelDeploymentEnabled: false } off
            ? new CommandResult<Deployment>.Conflict(SwitchedOff(off))
            : await ShortOfQuotaAsync(current with { Spec = wish.Spec, LastChange = wish.Change, Generation = current.Generation + 1 }, known, stop);
    }

    private async Task<CommandResult<Deployment>?> ShortOfQuotaAsync(Deployment wanted, CatalogSnapshot known, CancellationToken stop) =>
        known.Group(wanted.Spec.Group) is { } group
        && QuotaForecast.Of(wanted, known, limits, await store.ListAsync(stop), clock.GetUtcNow()) is { Fits: false } forecast
            ? new CommandResult<Deployment>.OverQuota(QuotaFailure.Of(group, forecast.Shortages), forecast.Shortages)
            : null;

    /// <summary>The deployment, or null: there is none, or the person may not see it, which is written down.</summary>
    private async Task<Deployment?> FindAsync(Viewer by, string id, DeploymentAction wanted, CancellationToken stop)
    {
        var found = await store.GetAsync(new DeploymentKey(id), stop);
        if (found is null || Access.MayUse(by, (await catalog.ReadAsync(stop)).Group(found.Spec.Group)))
            return found;
        await audit.DeniedAsync(by, null, AuditTrail.ActionOf(wanted), AuditTrail.TargetOf(found), NotInGroup);
        return null;
    }

    private async Task<CommandResult<Deployment>> DoneAsync(Viewer by, Deployment? before, Deployment after, Change change)
    {
        await audit.DoneAsync(by, before, after, change);
        return Accepted(after);
    }

    private static IEnumerable<FieldError> WhyIdInvalid(DeploymentKey key) =>
        DeploymentIds.WhyInvalid(key.Id) is { } why ? [new FieldError("id", why)] : [];

    private static IEnumerable<FieldError> WhyGroupInvalid(Viewer by, DeploymentSpec spec, CatalogSnapshot known)
    {
        if (spec.Group.Length == 0)
            yield break;
        var group = known.Group(spec.Group);
        if (!Access.MayUse(by, group) || group is null)
            yield return new FieldError("group", CommandTexts.NoGroup.With(spec.Group));
        else if (!group.ModelDeploymentEnabled)
            yield return new FieldError("group", SwitchedOff(group));
    }

    private static string SwitchedOff(Group group) =>
        CommandTexts.SwitchedOff.With(group.DisplayName);

    private static string WhyTaken(Viewer by, Deployment holder, CatalogSnapshot known) =>
        holder.Deletion is not null && Access.MayUse(by, known.Group(holder.Spec.Group))
            ? CommandTexts.StillDeleting.With(holder.Id)
            : CommandTexts.IdTaken.With(holder.Id);

    private static CommandResult<Deployment> Accepted(Deployment deployment, bool changed = true) =>
        new CommandResult<Deployment>.Accepted(deployment with { Spec = deployment.Spec.Redact() }, changed);

    private static CommandResult<Deployment> Invalid(IEnumerable<FieldError> errors) =>
        new CommandResult<Deployment>.Invalid(errors.ToEquatableList());

    private static CommandResult<Deployment> TooBusy() =>
        new CommandResult<Deployment>.Conflict(CommandTexts.TooBusy);

    private abstract record Wish
    {
        public sealed record Yes(DeploymentSpec Spec, Change Change) : Wish;

        public sealed record No(CommandResult<Deployment> Because) : Wish;
    }
}
