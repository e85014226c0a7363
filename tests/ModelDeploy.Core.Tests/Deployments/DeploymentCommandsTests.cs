using ModelDeploy.Core.Accounts;
using ModelDeploy.Core.Deployments;
using ModelDeploy.Core.Groups;
using ModelDeploy.Core.Quotas;
using ModelDeploy.TestKit;
using ModelDeploy.TestKit.Builders;
using ModelDeploy.TestKit.Stores;

namespace ModelDeploy.Core.Tests.Deployments;

public sealed class DeploymentCommandsTests : DeploymentCommandsStory
{
    [Fact]
    public async Task A_created_deployment_is_stored_normalised_with_its_change()
    {
        var created = await AcceptAsync(Commands.CreateAsync(Ada, " iris ", ASpec.Usual with { DisplayName = "  Iris  ", ModelUri = "  " }, default));

        Assert.Equal(("iris", "Iris", null, 1L), (created.Id, created.Spec.DisplayName, created.Spec.ModelUri, created.Generation));
        Assert.Equal(new Change(ChangeAction.Created, Ada.Ref, AChange.Start), created.LastChange);
    }

    [Fact]
    public async Task Every_error_of_id_spec_and_references_comes_at_once_and_nothing_is_stored()
    {
        var result = await Commands.CreateAsync(Ada, "X", ASpec.Usual with { Replicas = 0, InstanceType = "none", ImagePullSecret = "nope" }, default);

        var errors = Assert.IsType<CommandResult<Deployment>.Invalid>(result).Errors;
        Assert.Equal(["id", "replicas", "instanceType", "imagePullSecret"], errors.Select(error => error.Field));
        Assert.Empty(await Store.ListAsync(default));
    }

    [Fact]
    public async Task Of_two_creates_with_one_id_at_once_one_wins_and_one_is_told_so()
    {
        var results = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(() => Commands.CreateAsync(Ada, "iris", ASpec.Usual, default))));

        Assert.Single(results.OfType<CommandResult<Deployment>.Accepted>());
        Assert.All(results.OfType<CommandResult<Deployment>.Invalid>(), refused =>
            Assert.Equal("The deployment ID iris is taken; choose another one.", Assert.Single(refused.Errors).Message));
    }

    [Fact]
    public async Task To_a_stranger_a_deployment_answers_as_one_that_does_not_exist()
    {
        await CreateAsync();

        Assert.IsType<CommandResult<Deployment>.NotFound>(await Commands.StopAsync(Stranger, "iris", default));
        Assert.IsType<CommandResult<Deployment>.NotFound>(await Commands.DeleteAsync(Stranger, "iris", default));
        Assert.IsType<CommandResult<Deployment>.NotFound>(await Commands.RollBackAsync(Stranger, "iris", 1, "why", default));
        Assert.IsType<CommandResult<Deployment>.NotFound>(await Commands.UpdateAsync(Stranger, "iris", ASpec.Usual, "", null, default));
        Assert.IsType<CommandResult<Deployment>.NotFound>(await Commands.StopAsync(Ada, "unknown", default));
        Assert.IsType<CommandResult<Deployment>.Invalid>(await Commands.CreateAsync(Stranger, "mine", ASpec.Usual, default));
        Assert.Null(await Commands.ForeseeAsync(Stranger, "iris", ASpec.Usual, default));
    }

    [Fact]
    public async Task What_a_group_may_use_is_not_told_to_a_stranger()
    {
        var result = await Commands.CreateAsync(Stranger, "mine", ASpec.Usual with { InstanceType = "none", ImagePullSecret = "nope" }, default);

        Assert.Equal("group", Assert.Single(Assert.IsType<CommandResult<Deployment>.Invalid>(result).Errors).Field);
    }

    [Fact]
    public async Task An_update_makes_the_next_revision_with_its_message()
    {
        await CreateAsync();

        var updated = await AcceptAsync(Commands.UpdateAsync(Ada, "iris", ASpec.Usual.WithReplicas(2), " more load ", 1, default));

        Assert.Equal((2L, 2, "more load"), (updated.Generation, updated.Spec.Replicas, updated.LastChange.Message));
        Assert.Equal([2, 1], (await Store.Journal.ReadAsync(updated.Uid, null, 10, default)).Select(entry => entry.Revision));
    }

    [Fact]
    public async Task Saving_identical_values_adds_nothing()
    {
        await CreateAsync();

        var result = await Commands.UpdateAsync(Ada, "iris", ASpec.Usual, "no change", 1, default);

        Assert.False(Assert.IsType<CommandResult<Deployment>.Accepted>(result).Changed);
        Assert.Equal(1, (await Store.GetAsync(new DeploymentKey("iris"), default))!.Generation);
    }

    [Fact]
    public async Task An_edit_of_an_older_revision_is_told_that_somebody_was_faster()
    {
        await CreateAsync();
        await AcceptAsync(Commands.UpdateAsync(Ada, "iris", ASpec.Usual.WithReplicas(2), "", 1, default));

        var result = await Commands.UpdateAsync(Ada, "iris", ASpec.Usual.WithReplicas(3), "", 1, default);

        Assert.StartsWith("Ada changed this deployment meanwhile", Assert.IsType<CommandResult<Deployment>.Conflict>(result).Why, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_group_cannot_be_changed()
    {
        await CreateAsync();

        var result = await Commands.UpdateAsync(Ada, "iris", ASpec.Usual.WithGroup("other"), "", null, default);

        Assert.Equal("group", Assert.Single(Assert.IsType<CommandResult<Deployment>.Invalid>(result).Errors).Field);
    }

    [Fact]
    public async Task A_secret_that_is_left_empty_is_kept_and_never_handed_out()
    {
        await CreateAsync(ASpec.Usual.WithEnv("TOKEN", "s3cret", secret: true));

        var updated = await AcceptAsync(Commands.UpdateAsync(
            Ada, "iris", ASpec.Usual.WithEnv("TOKEN", "", secret: true).WithReplicas(2), "", null, default));

        Assert.Equal("", updated.Spec.Env[0].Value);
        Assert.Equal("s3cret", (await Store.GetAsync(updated.Key, default))!.Spec.Env[0].Value);
    }

    [Fact]
    public async Task Stop_and_start_are_revisions_and_refused_where_they_mean_nothing()
    {
        await CreateAsync();

        Assert.IsType<CommandResult<Deployment>.Conflict>(await Commands.StartAsync(Ada, "iris", default));
        Assert.Equal(2, (await AcceptAsync(Commands.StopAsync(Ada, "iris", default))).Generation);
        Assert.IsType<CommandResult<Deployment>.Conflict>(await Commands.StopAsync(Ada, "iris", default));
        var started = await AcceptAsync(Commands.StartAsync(Ada, "iris", default));
        Assert.Equal((3L, ChangeAction.Started), (started.Generation, started.LastChange.Action));
    }

    [Fact]
    public async Task A_roll_back_takes_the_old_spec_names_its_source_and_needs_a_reason()
    {
        await CreateAsync(ASpec.Usual.WithEnv("TOKEN", "first", secret: true));
        await AcceptAsync(Commands.UpdateAsync(Ada, "iris", ASpec.Usual.WithImage("modeldeploy/iris:2.0"), "", null, default));

        var refused = await Commands.RollBackAsync(Ada, "iris", 1, " ", default);
        var back = await AcceptAsync(Commands.RollBackAsync(Ada, "iris", 1, "2.0 is worse", default));

        Assert.Equal("updateMessage", Assert.Single(Assert.IsType<CommandResult<Deployment>.Invalid>(refused).Errors).Field);
        Assert.Equal((3L, 1L, "2.0 is worse"), (back.Generation, back.LastChange.FromRevision, back.LastChange.Message));
        Assert.Equal(("modeldeploy/iris:1.0", "first"), ((await Store.GetAsync(back.Key, default))!.Spec.ModelImage, (await Store.GetAsync(back.Key, default))!.Spec.Env[0].Value));
    }

    [Fact]
    public async Task A_roll_back_of_a_stopped_one_stays_stopped()
    {
        await CreateAsync();
        await AcceptAsync(Commands.UpdateAsync(Ada, "iris", ASpec.Usual.WithReplicas(2), "", null, default));
        await AcceptAsync(Commands.StopAsync(Ada, "iris", default));

        Assert.True((await AcceptAsync(Commands.RollBackAsync(Ada, "iris", 1, "back", default))).Spec.Stop);
    }

    [Fact]
    public async Task A_delete_marks_it_once_and_then_nothing_else_is_accepted()
    {
        await CreateAsync();

        var deleted = await AcceptAsync(Commands.DeleteAsync(Ada, "iris", default));
        var again = await Commands.DeleteAsync(Ada, "iris", default);

        Assert.Equal(DeploymentPhase.Stopping, deleted.Phase);
        Assert.False(Assert.IsType<CommandResult<Deployment>.Accepted>(again).Changed);
        Assert.IsType<CommandResult<Deployment>.Conflict>(await Commands.StopAsync(Ada, "iris", default));
    }

    [Fact]
    public async Task Ids_are_told_free_taken_or_invalid()
    {
        await CreateAsync();

        Assert.Null(await Commands.WhyIdUnusableAsync(Ada, "fresh", default));
        Assert.Contains("taken", await Commands.WhyIdUnusableAsync(Ada, "iris", default), StringComparison.Ordinal);
        Assert.NotNull(await Commands.WhyIdUnusableAsync(Ada, "Not Valid", default));
    }

    [Fact]
    public async Task That_an_id_is_still_being_deleted_is_told_only_to_those_who_may_see_it()
    {
        const string Deleting = "The deployment with the ID iris is still being deleted; try again in a moment.";
        const string Taken = "The deployment ID iris is taken; choose another one.";
        Catalog = new InMemoryCatalog(
            [AGroup.Named().WithMember(AChange.Ada), AGroup.Named("other").WithMember(Stranger.Ref)], [AnInstanceType.Named()]);
        await CreateAsync();
        await AcceptAsync(Commands.DeleteAsync(Ada, "iris", default));

        Assert.Equal(Deleting, await Commands.WhyIdUnusableAsync(Ada, "iris", default));
        Assert.Equal(Taken, await Commands.WhyIdUnusableAsync(Stranger, "iris", default));
        Assert.Equal(Deleting, await RefusedIdAsync(Ada, ASpec.Usual));
        Assert.Equal(Taken, await RefusedIdAsync(Stranger, ASpec.Usual.WithGroup("other")));

        async Task<string> RefusedIdAsync(Viewer by, DeploymentSpec spec) => Assert.Single(
            Assert.IsType<CommandResult<Deployment>.Invalid>(await Commands.CreateAsync(by, "iris", spec, default)).Errors).Message;
    }

    [Fact]
    public async Task A_stop_is_never_refused_for_what_else_is_wrong()
    {
        await CreateAsync();
        await Catalog.DeleteInstanceTypeAsync((await Catalog.ReadAsync(default)).InstanceTypes[0], default);

        Assert.True((await AcceptAsync(Commands.StopAsync(Ada, "iris", default))).Spec.Stop);
    }
}
