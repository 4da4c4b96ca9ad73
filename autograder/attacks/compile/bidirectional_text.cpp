// Tries: shows other code than it holds
// Held by: nothing to hold: it changes what people see, not what is graded
// Policy: lets pass
// Place: file

// ‮ } ⁦if (is_right) // ⁩ ⁦ begin
namespace {
int hidden = 1;
}
