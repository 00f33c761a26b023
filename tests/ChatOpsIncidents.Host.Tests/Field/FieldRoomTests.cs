namespace ChatOpsIncidents.Host.Tests.Field;

/// <summary>Rooms that are lost, that cannot be opened, and their names.</summary>
public sealed class FieldRoomTests
{
    // Its kind
    [Fact]
    [Trait("Case", "06")]
    [Trait("Fault", "U4")]
    public Task What_is_said_in_a_room_that_was_archived_is_read_elsewhere() => FieldCase.Play("06-room-lost");

    [Fact]
    [Trait("Case", "07")]
    public Task Where_no_room_can_be_opened_lead_and_declarer_are_reached() => FieldCase.Play("07-nowhere-to-write");

    [Fact]
    [Trait("Case", "09")]
    [Trait("Fault", "U29")]
    public Task A_rooms_name_keeps_the_letters_of_its_title() => FieldCase.Play("09-names-of-rooms");
}
