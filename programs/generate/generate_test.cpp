#include "framework/testing/test.h"
