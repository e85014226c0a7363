using ModelDeploy.Core.Accounts;
using ModelDeploy.Core.Groups;

namespace ModelDeploy.Core.Tests.Accounts;

public sealed class LocalAccountsTests
{
    private const string Password = PeopleUnderTest.Password;
    private const string Better = "nine lazy lizards";
    private static readonly Viewer Admin = PeopleUnderTest.Admin;

    private readonly PeopleUnderTest _people = new();

    [Fact]
    public async Task Whoever_is_added_gets_a_password_that_works_and_has_to_be_changed()
    {
        var issued = Accepted(await _people.Accounts.AddAsync(Admin, new NewPerson(" Grace ", " Grace Hopper ", IsSystemAdmin: true, Password: null), default));

        Assert.Equal(("grace", "Grace Hopper", true, true), (issued.Person.Login, issued.Person.Name, issued.Person.IsSystemAdmin, issued.Person.MustChange));
        Assert.Equal(issued.Person.Key, (await _people.SignIn.TryAsync("grace", issued.Text, default))?.Account.Key);
        Assert.Equal("Grace Hopper", Assert.Single(await _people.Accounts.ListAsync(Admin, default)).Name);
        Assert.Empty(await _people.Accounts.ListAsync(PeopleUnderTest.Member, default));
    }

    [Theory]
    [InlineData("", "Grace", null, "login")]
    [InlineData("gr ace", "Grace", null, "login")]
    [InlineData("grace", "", null, "name")]
    [InlineData("grace", "a\nb", null, "name")]
    [InlineData("grace", "Grace", "short", "password")]
    [InlineData("grace", "Grace", "", "password")]
    [InlineData("gracehopper1", "Grace", "GraceHopper1", "password")]
    [InlineData("taken", "Grace", null, "login")]
    [InlineData("Taken", "Grace", null, "login")]
    [InlineData("-", " ", "x", "login,name,password")]
    public async Task What_breaks_a_rule_is_refused_with_its_fields(string login, string name, string? password, string fields)
    {
        await _people.AddAsync("taken");

        var refused = await _people.Accounts.AddAsync(Admin, new NewPerson(login, name, IsSystemAdmin: false, password), default);

        Assert.Equal(fields, string.Join(',', Assert.IsType<CommandResult<IssuedPassword>.Invalid>(refused).Errors.Select(error => error.Field)));
        Assert.Single(await _people.Accounts.ListAsync(Admin, default));
    }

    [Fact]
    public async Task A_reset_ends_sessions_and_what_keeps_the_person_out()
    {
        var grace = await _people.AddAsync();
        for (var i = 0; i < Lockout.FailuresAllowed; i++)
            await _people.SignIn.TryAsync("grace", "wrong", default);
        var before = (await _people.KeptAsync(grace.Key)).Stamp;

        var issued = Accepted(await _people.Accounts.ResetPasswordAsync(Admin, grace.Key, password: null, default));

        Assert.False(await _people.HoldsAsync(grace.Key, before));
        Assert.Null(await _people.SignIn.TryAsync("grace", Password, default));
        Assert.True((await _people.SignIn.TryAsync("grace", issued.Text, default))?.Credential.MustChange);
        Assert.IsType<CommandResult<IssuedPassword>.Invalid>(await _people.Accounts.ResetPasswordAsync(Admin, grace.Key, "short", default));
    }

    [Fact]
    public async Task Disabling_ends_sessions_and_stops_tokens_and_enabling_brings_the_tokens_back_alone()
    {
        var grace = await _people.AddAsync();
        var stamp = (await _people.KeptAsync(grace.Key)).Stamp;
        var token = await TokenOfAsync(grace);
        Assert.True(await _people.HoldsAsync(grace.Key, stamp));

        Assert.True(Accepted(await _people.Accounts.SetDisabledAsync(Admin, grace.Key, disabled: true, default)).IsDisabled);
        Assert.False(await _people.HoldsAsync(grace.Key, stamp));
        Assert.Null(await _people.Tokens.RecogniseAsync(token, default));

        await _people.Accounts.SetDisabledAsync(Admin, grace.Key, disabled: false, default);
        Assert.False(await _people.HoldsAsync(grace.Key, stamp));
        Assert.NotNull(await _people.Tokens.RecogniseAsync(token, default));
        var again = await _people.Accounts.SetDisabledAsync(Admin, grace.Key, disabled: false, default);
        Assert.False(Assert.IsType<CommandResult<LocalPerson>.Accepted>(again).Changed);
    }

    [Fact]
    public async Task Deleting_leaves_no_session_token_membership_or_name()
    {
        var grace = await _people.AddAsync();
        var stamp = (await _people.KeptAsync(grace.Key)).Stamp;
        var token = await TokenOfAsync(grace);
        Assert.IsType<CommandResult<Group>.Accepted>(await _people.Groups.SetMemberAsync(Admin, "demo", grace.Key, GroupRole.Member, default));

        Assert.IsType<CommandResult<PersonKey>.Accepted>(await _people.Departure.DeleteAsync(Admin, grace.Key, default));

        Assert.False(await _people.HoldsAsync(grace.Key, stamp));
        Assert.Null(await _people.Tokens.RecogniseAsync(token, default));
        Assert.Empty(await _people.TokenStore.ListAsync(grace.Key, default));
        Assert.Empty((await _people.Catalog.ReadAsync(default)).Group("demo")!.Members);
        Assert.Empty(await _people.Accounts.ListAsync(Admin, default));
        Assert.IsType<CommandResult<PersonKey>.NotFound>(await _people.Departure.DeleteAsync(Admin, grace.Key, default));
        Assert.NotEqual(grace.Key, (await _people.AddAsync("grace")).Key);
    }

    [Fact]
    public async Task Somebody_half_deleted_is_listed_by_the_login_name_and_deleted_to_the_end()
    {
        var grace = await _people.AddAsync(admin: true);
        await _people.Identities.RemoveAccountAsync(grace.Key, default);

        var left = Assert.Single(await _people.Accounts.ListAsync(Admin, default));
        Assert.Equal(("grace", false), (left.Name, left.IsSystemAdmin));
        Assert.IsType<CommandResult<PersonKey>.Accepted>(await _people.Departure.DeleteAsync(Admin, grace.Key, default));
        Assert.Empty(await _people.Accounts.ListAsync(Admin, default));
    }

    [Fact]
    public async Task Nobody_takes_their_own_rights_away()
    {
        var grace = await _people.AddAsync(admin: true);
        var herself = new Viewer(grace.Key, grace.Name, IsSystemAdmin: true);

        Assert.IsType<CommandResult<LocalPerson>.Conflict>(await _people.Accounts.SetDisabledAsync(herself, grace.Key, disabled: true, default));
        Assert.IsType<CommandResult<LocalPerson>.Conflict>(await _people.Accounts.EditAsync(herself, grace.Key, "Grace", isSystemAdmin: false, default));
        Assert.IsType<CommandResult<PersonKey>.Conflict>(await _people.Departure.DeleteAsync(herself, grace.Key, default));
        Assert.IsType<CommandResult<IssuedPassword>.Conflict>(await _people.Accounts.ResetPasswordAsync(herself, grace.Key, null, default));
        Assert.Equal("G. Hopper", Accepted(await _people.Accounts.EditAsync(herself, grace.Key, "G. Hopper", isSystemAdmin: true, default)).Name);
    }

    [Fact]
    public async Task Only_system_administrators_manage_people()
    {
        var (grace, member) = (await _people.AddAsync(), PeopleUnderTest.Member);

        Assert.IsType<CommandResult<IssuedPassword>.Forbidden>(await _people.Accounts.AddAsync(member, new NewPerson("eve", "Eve", true, null), default));
        Assert.IsType<CommandResult<IssuedPassword>.Forbidden>(await _people.Accounts.ResetPasswordAsync(member, grace.Key, null, default));
        Assert.IsType<CommandResult<LocalPerson>.Forbidden>(await _people.Accounts.SetDisabledAsync(member, grace.Key, disabled: true, default));
        Assert.IsType<CommandResult<LocalPerson>.Forbidden>(await _people.Accounts.EditAsync(member, grace.Key, "Eve", isSystemAdmin: true, default));
        Assert.IsType<CommandResult<PersonKey>.Forbidden>(await _people.Departure.DeleteAsync(member, grace.Key, default));
        Assert.Equal(grace, Assert.Single(await _people.Accounts.ListAsync(Admin, default)));
    }

    [Fact]
    public async Task Who_is_no_local_person_cannot_be_changed_here()
    {
        var stranger = Account.Administrator.Key;
        var admin = new Viewer(new PersonKey("https://issuer.example", "root"), "Root", IsSystemAdmin: true);

        Assert.IsType<CommandResult<IssuedPassword>.NotFound>(await _people.Accounts.ResetPasswordAsync(admin, stranger, null, default));
        Assert.IsType<CommandResult<LocalPerson>.NotFound>(await _people.Accounts.SetDisabledAsync(admin, stranger, disabled: true, default));
        Assert.IsType<CommandResult<LocalPerson>.NotFound>(await _people.Accounts.EditAsync(admin, stranger, "Eve", isSystemAdmin: false, default));
        Assert.IsType<CommandResult<PersonKey>.NotFound>(await _people.Departure.DeleteAsync(admin, stranger, default));
        Assert.Equal(Account.Administrator, await _people.Identities.FindAccountAsync(stranger, default));
    }

    [Fact]
    public async Task One_changes_the_own_password_by_the_current_one_and_other_sessions_end()
    {
        var grace = await _people.AddAsync();
        var before = (await _people.KeptAsync(grace.Key)).Stamp;

        var changed = Accepted(await _people.Own.ChangeAsync(PeopleUnderTest.ViewerOf(grace), Password, Better, Better, default));

        Assert.False(changed.MustChange);
        Assert.False(await _people.HoldsAsync(grace.Key, before));
        Assert.True(await _people.HoldsAsync(grace.Key, changed.Stamp));
        Assert.Null(await _people.SignIn.TryAsync("grace", Password, default));
        Assert.NotNull(await _people.SignIn.TryAsync("grace", Better, default));
    }

    [Theory]
    [InlineData("wrong", Better, Better, "current")]
    [InlineData("", Better, Better, "current")]
    [InlineData(Password, "short", "short", "password")]
    [InlineData(Password, Password, Password, "password")]
    [InlineData(Password, Better, "nine lazy lizard", "again")]
    [InlineData("", "short", "", "current,password")]
    public async Task A_change_that_breaks_a_rule_is_refused_with_its_fields(string current, string wanted, string again, string fields)
    {
        var grace = await _people.AddAsync();

        var refused = Assert.IsType<CommandResult<LocalCredential>.Invalid>(await _people.Own.ChangeAsync(PeopleUnderTest.ViewerOf(grace), current, wanted, again, default));

        Assert.Equal(fields, string.Join(',', refused.Errors.Select(error => error.Field)));
        Assert.True((await _people.KeptAsync(grace.Key)).MustChange);
    }

    [Fact]
    public async Task Guessing_the_current_password_is_counted_as_at_a_sign_in()
    {
        var grace = await _people.AddAsync();
        for (var i = 0; i < Lockout.FailuresAllowed; i++)
            await _people.Own.ChangeAsync(PeopleUnderTest.ViewerOf(grace), "wrong", Better, Better, default);

        Assert.IsType<CommandResult<LocalCredential>.Invalid>(await _people.Own.ChangeAsync(PeopleUnderTest.ViewerOf(grace), Password, Better, Better, default));
        Assert.Null(await _people.SignIn.TryAsync("grace", Password, default));
    }

    [Fact]
    public async Task A_session_by_password_ends_where_passwords_count_no_more_and_one_without_stays()
    {
        var off = new PeopleUnderTest(offered: false);
        var grace = await off.AddAsync();

        Assert.False(await off.HoldsAsync(grace.Key, (await off.KeptAsync(grace.Key)).Stamp));
        Assert.NotNull(await off.Standing.OfSessionAsync(Account.Administrator.Key, stamp: null, default));
        Assert.Null(await off.Standing.OfSessionAsync(new PersonKey(PersonKey.LocalIssuer, "gone"), stamp: null, default));
    }

    private async Task<string> TokenOfAsync(LocalPerson person) =>
        Accepted(await _people.Tokens.CreateAsync(new Viewer(person.Key, person.Name, person.IsSystemAdmin), "ci", ApiTokenScope.Read, 30, default)).Text;

    private static T Accepted<T>(CommandResult<T> answer) => Assert.IsType<CommandResult<T>.Accepted>(answer).Value;
}
